import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import type { Signer } from '../../ports/signer.ts';

/** A Signer whose key lives in the memory of this process, for tests and for commands that work on files alone. */
export function createMemorySigner(
  privateKey: KeyObject = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
): Signer {
  const publicKey = createPublicKey(privateKey);
  return {
    sign: async (message) => sign('sha256', message, privateKey),
    verify: async (message, signature) => verify('sha256', message, publicKey, signature),
    publicKey: async () => publicKey.export({ type: 'spki', format: 'der' }),
  };
}
