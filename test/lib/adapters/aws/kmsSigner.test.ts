import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startKms } from '../../../../infra/local/kms/kmsServer.ts';
import { openSigningKeys } from '../../../../infra/local/kms/signingKeys.ts';
import { createKmsSigner } from '../../../../lib/adapters/aws/kmsSigner.ts';
import { createMemorySigner } from '../../../../lib/adapters/memory/signer.ts';
import type { Signer } from '../../../../lib/ports/signer.ts';

const KEY = { keyId: 'k1', arn: 'arn:aws:kms:us-east-1:123456789012:key/k1', description: '', enabled: true };
const bytes = (text: string) => new TextEncoder().encode(text);

function clientOf(endpoint: string): KMSClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new KMSClient({ region: 'us-east-1', credentials, endpoint, maxAttempts: 1 });
}

describe('signers', () => {
  let kms: Awaited<ReturnType<typeof startKms>>;
  const signers: [string, Signer][] = [['in memory', createMemorySigner()]];
  beforeAll(async () => {
    kms = await startKms(await openSigningKeys(undefined, [KEY]), new Map());
    signers.push(['at KMS', createKmsSigner(clientOf(kms.url), KEY.arn)]);
  });
  afterAll(() => kms.stop());

  it.each([0, 1])(
    'sign messages of any length, so that only the same bytes and signature verify (signer %i)',
    async (at) => {
      const [, signer] = signers[at] as [string, Signer];
      for (const message of [bytes('a manifest'), new Uint8Array(0), new Uint8Array(100_000).fill(7)]) {
        const signature = await signer.sign(message);
        expect(await signer.verify(message, signature)).toBe(true);
        expect(await signer.verify(bytes('another'), signature)).toBe(false);
      }
    },
  );

  it.each([0, 1])('call garbage no signature instead of failing (signer %i)', async (at) => {
    const [, signer] = signers[at] as [string, Signer];
    const signature = await signer.sign(bytes('x'));
    for (const garbage of [new Uint8Array(0), new Uint8Array(70), bytes('signature'), signature.slice(0, -1)]) {
      expect(await signer.verify(bytes('x'), garbage)).toBe(false);
    }
  });

  it('do not take the signatures of one another', async () => {
    const [[, one], [, other]] = signers as [[string, Signer], [string, Signer]];
    expect(await other.verify(bytes('x'), await one.sign(bytes('x')))).toBe(false);
  });

  it('say that KMS is unavailable, and ask again once it is back', async () => {
    const server = await startKms(await openSigningKeys(undefined, [KEY]), new Map());
    const signer = createKmsSigner(clientOf(server.url), KEY.keyId);
    const { port } = new URL(server.url);
    await server.stop();
    await expect(signer.publicKey()).rejects.toMatchObject({ code: 'store.unavailable' });
    await expect(signer.verify(bytes('x'), new Uint8Array(70))).rejects.toMatchObject({ code: 'store.unavailable' });
    await expect(signer.sign(bytes('x'))).rejects.toMatchObject({ code: 'store.unavailable' });
    const back = await startKms(await openSigningKeys(undefined, [KEY]), new Map(), Number(port));
    expect((await signer.publicKey()).length).toBeGreaterThan(60);
    await back.stop();
    expect(await signer.verify(bytes('x'), new Uint8Array(70))).toBe(false); // the key is known by now
  });
});
