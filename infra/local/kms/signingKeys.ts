import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { p256 } from '@noble/curves/nist.js';
import { writeFileAtomic } from '../files/writeFileAtomic.ts';

/** An asymmetric key as the template declares it. */
export interface KeyDefinition {
  readonly keyId: string;
  readonly arn: string;
  readonly description: string;
  readonly enabled: boolean;
}

/** A key that can sign. */
export interface SigningKey extends KeyDefinition {
  readonly createdAt: number;
  /** DER of the public half. */
  readonly publicKey: Buffer;
  /** Signs the SHA-256 digest, in DER. */
  signDigest(digest: Uint8Array): Uint8Array;
  verifyDigest(digest: Uint8Array, signature: Uint8Array): boolean;
}

/** Makes the keys of the template, or takes up those that were made before. Only P-256 keys that sign are emulated. */
export async function openSigningKeys(
  folder: string | undefined,
  definitions: readonly KeyDefinition[],
): Promise<readonly SigningKey[]> {
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  return Promise.all(definitions.map((definition) => openKey(folder, definition)));
}

async function openKey(folder: string | undefined, definition: KeyDefinition): Promise<SigningKey> {
  const file = folder === undefined ? undefined : path.join(folder, `${definition.keyId}.pem`);
  const kept = file === undefined ? undefined : await readFile(file, 'utf8').catch(() => undefined);
  const privateKey =
    kept === undefined ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : createPrivateKey(kept);
  if (file !== undefined && kept === undefined) {
    await writeFileAtomic(file, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, 0o600);
  }
  const secret = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
  const point = p256.getPublicKey(secret, false);
  return {
    ...definition,
    createdAt: Date.now() / 1000,
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    // node:crypto signs messages only, never a digest that was made elsewhere.
    signDigest: (digest) => p256.sign(digest, secret, { prehash: false, format: 'der', lowS: false }),
    verifyDigest(digest, signature) {
      try {
        return p256.verify(signature, digest, point, { prehash: false, format: 'der', lowS: false });
      } catch {
        return false; // not a signature at all
      }
    },
  };
}

/** A name in the form of KMS' key ids, the same at every start. */
export function keyIdOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
