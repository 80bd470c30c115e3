import type { ErrorCode } from './catalogue.ts';
import type { ErrorParams } from './errorText.ts';

export type { ErrorParams } from './errorText.ts';

/**
 * The one error of the product: a stable code, the values its sentences need, and what caused it. Status codes, exit
 * codes and wording belong to the edges; see `describeError`.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.code = code;
    this.params = params;
  }
}
