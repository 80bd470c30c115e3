import { createHash, createPublicKey, verify } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import {
  DescribeKeyCommand,
  GetPublicKeyCommand,
  KMSClient,
  type MessageType,
  SignCommand,
  VerifyCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKmsSigner } from '../../../lib/adapters/aws/kmsSigner.ts';
import { type Fixture, startFixture } from './fixture/startFixture.ts';

describe('signing keys of a local run', () => {
  let fixture: Fixture;
  let kms: KMSClient;
  let KeyId: string;
  const message = Buffer.from('a manifest');
  const digest = createHash('sha256').update(message).digest();
  const algorithm = { SigningAlgorithm: 'ECDSA_SHA_256' } as const;
  const sign = async (Message: Uint8Array, MessageType: MessageType) =>
    (await kms.send(new SignCommand({ KeyId, Message, MessageType, ...algorithm }))).Signature ?? new Uint8Array();

  beforeAll(async () => {
    fixture = await startFixture({ keep: true });
    const { cloud } = fixture;
    const credentials = { accessKeyId: cloud.accessKeyId, secretAccessKey: cloud.secretAccessKey };
    kms = new KMSClient({ region: cloud.region, credentials, endpoint: cloud.endpoints.kms });
    KeyId = cloud.environment['MARQUEE_SIGNING_KEY'] ?? '';
  });
  afterAll(() => fixture.stop());

  it('signs messages and digests so that anyone can verify with the public key', async () => {
    const { PublicKey, KeySpec } = await kms.send(new GetPublicKeyCommand({ KeyId }));
    expect(KeySpec).toBe('ECC_NIST_P256');
    const key = createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' });
    for (const signature of [await sign(message, 'RAW'), await sign(digest, 'DIGEST')]) {
      expect(verify('sha256', message, key, signature)).toBe(true);
      expect(verify('sha256', Buffer.from('another'), key, signature)).toBe(false);
    }
  });

  it('verifies', async () => {
    const Signature = await sign(digest, 'DIGEST');
    const check = (Message: Uint8Array) =>
      kms.send(new VerifyCommand({ KeyId: 'alias/signing', Message, MessageType: 'RAW', Signature, ...algorithm }));
    expect((await check(message)).SignatureValid).toBe(true);
    await expect(check(Buffer.from('another'))).rejects.toMatchObject({ name: 'KMSInvalidSignatureException' });
  });

  it('serves the product’s own signer', async () => {
    const signer = createKmsSigner(kms, KeyId);
    const long = new Uint8Array(100_000).fill(7);
    const signature = await signer.sign(long);
    expect(await signer.verify(long, signature)).toBe(true);
    expect(await signer.verify(long.slice(1), signature)).toBe(false);
  });

  it('describes keys, and refuses what it does not do', async () => {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
    expect(KeyMetadata).toMatchObject({ KeyUsage: 'SIGN_VERIFY', KeySpec: 'ECC_NIST_P256', Enabled: true });
    await expect(kms.send(new DescribeKeyCommand({ KeyId: 'unknown' }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
    await expect(sign(new Uint8Array(4097), 'RAW')).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(sign(new Uint8Array(31), 'DIGEST')).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('keeps private keys for the user alone', async () => {
    const folder = `${fixture.folder}/data/keys`;
    const names = await readdir(folder);
    expect(names.toSorted().at(-1)).toBe('issuer.pem');
    for (const name of names) expect((await stat(`${folder}/${name}`)).mode & 0o777).toBe(0o600);
  });
});
