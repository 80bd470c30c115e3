import { AppError, type ErrorParams } from '../errors/appError.ts';
import type { ErrorCode } from '../errors/catalogue.ts';

type FieldCode = Extract<ErrorCode, `field.${string}`>;

/** What is wrong with one field of a request. */
export interface FieldFault {
  /** Where: a JSON pointer into the body as a URI fragment, or the name of a query or path parameter. */
  readonly at: { readonly pointer: string } | { readonly parameter: string };
  readonly code: FieldCode;
  readonly params: ErrorParams;
}

/** A request whose fields were read and found wrong, each with its place. */
export class InvalidRequest extends AppError {
  readonly faults: readonly FieldFault[];

  constructor(faults: readonly FieldFault[]) {
    const fields = faults.map(({ params }) => String(params['field'])).slice(0, 5);
    super('request.invalid', {
      count: faults.length,
      fields: fields.join(', ') + (faults.length > fields.length ? ', …' : ''),
    });
    this.faults = faults;
  }
}
