import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { sha256 } from './sha256.ts';

/** The public half of the key that signs, as a reader of an export has it. */
export interface PublicKey {
  /** SHA-256 of its DER form: what people compare. */
  readonly fingerprint: string;
  /** Whether the signature, DER in lower-case hexadecimal digits, was made over exactly these bytes. */
  verifies(message: Uint8Array, signature: string): boolean;
}

/** @returns undefined for anything but a P-256 key in PEM */
export function readPublicKey(pem: Uint8Array): PublicKey | undefined {
  let key: KeyObject;
  try {
    key = createPublicKey(Buffer.from(pem));
  } catch {
    return undefined;
  }
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return undefined;
  return {
    fingerprint: sha256(key.export({ type: 'spki', format: 'der' })),
    verifies: (message, signature) =>
      /^([0-9a-f]{2})+$/.test(signature) && verify('sha256', message, key, Buffer.from(signature, 'hex')),
  };
}

/** A key as KMS gives it (DER) in the form that openssl and people read. */
export function toPem(der: Uint8Array): string {
  const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
  return String(key.export({ type: 'spki', format: 'pem' }));
}
