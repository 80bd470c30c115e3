import { createHash, createPublicKey, verify } from 'node:crypto';
import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import type { Signer } from '../../ports/signer.ts';
import { storeFailure } from './storeFailure.ts';

/**
 * A Signer over a KMS key of kind ECC_NIST_P256. Signing asks KMS each time, with the digest alone, so messages may have
 * any length; verifying needs the public key only, which is fetched once.
 * @param keyId key id, ARN or alias
 */
export function createKmsSigner(client: KMSClient, keyId: string): Signer {
  let known: Promise<Uint8Array> | undefined;
  const publicKey = () => {
    known ??= fetchPublicKey(client, keyId).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };

  return {
    publicKey,

    async sign(message) {
      try {
        const { Signature } = await client.send(
          new SignCommand({
            KeyId: keyId,
            Message: createHash('sha256').update(message).digest(),
            MessageType: 'DIGEST',
            SigningAlgorithm: 'ECDSA_SHA_256',
          }),
        );
        if (!Signature) throw new Error('KMS answered without a signature');
        return Signature;
      } catch (error) {
        throw storeFailure('sign', error);
      }
    },

    async verify(message, signature) {
      const key = createPublicKey({ key: Buffer.from(await publicKey()), format: 'der', type: 'spki' });
      return verify('sha256', message, key, signature);
    },
  };
}

async function fetchPublicKey(client: KMSClient, keyId: string): Promise<Uint8Array> {
  try {
    const { PublicKey, KeySpec } = await client.send(new GetPublicKeyCommand({ KeyId: keyId }));
    if (!PublicKey || KeySpec !== 'ECC_NIST_P256') throw new Error(`KMS gave a key of kind ${KeySpec}`);
    return PublicKey;
  } catch (error) {
    throw storeFailure('get public key', error);
  }
}
