/** Checks signatures; what a reader of signed things needs. */
export interface SignatureVerifier {
  /**
   * Whether `signature` was made over exactly these bytes by the key.
   * @throws AppError `store.unavailable` when the key itself cannot be reached; a bad signature is `false`, never thrown
   */
  verify(message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

/** A key that signs: ECDSA on P-256 over SHA-256 of the message, signatures in DER as KMS gives them. */
export interface Signer extends SignatureVerifier {
  /** @throws AppError `store.unavailable` when the key cannot be reached */
  sign(message: Uint8Array): Promise<Uint8Array>;
  /** The public half, DER-encoded SubjectPublicKeyInfo. */
  publicKey(): Promise<Uint8Array>;
}
