/** Codes of what can go wrong around the local run; their sentences live in lib/errors/texts/local.ts. */
export type LocalErrorCode =
  | 'local.port-busy'
  | 'local.folder-in-use'
  | 'local.template-missing'
  | 'local.template-unreadable'
  | 'local.synthesis-failed'
  | 'local.data-unreadable';

/**
 * A failure of the local run in the shape of the product's own error: a stable code and the values of its sentences.
 * Infrastructure code does not import `lib`, so whoever shows it turns it into an AppError by its code.
 */
export class LocalError extends Error {
  override readonly name = 'LocalError';
  readonly code: LocalErrorCode;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: LocalErrorCode, params: Readonly<Record<string, string | number>>, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.code = code;
    this.params = params;
  }
}
