import { AppError, type ErrorParams } from '../../errors/appError.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';

/** What a worker is asked. */
export interface FitRequest {
  readonly id: number;
  readonly learner: string;
  readonly rows: unknown;
  readonly options: unknown;
}

/** What a worker answers. */
export type FitAnswer = { readonly id: number } & ({ readonly result: unknown } | { readonly failure: WireError });

/** An error as plain data; the structured clone of an error loses its class, code and parameters. */
export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: ErrorCode;
  readonly params?: ErrorParams;
  readonly cause?: WireError;
}

export function toWire(error: unknown): WireError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack, cause } = error;
  return {
    ...{ name, message },
    ...(stack === undefined ? {} : { stack }),
    ...(error instanceof AppError ? { code: error.code, params: error.params } : {}),
    ...(cause === undefined ? {} : { cause: toWire(cause) }),
  };
}

const CLASSES = { RangeError, TypeError, SyntaxError } as const;

/** The error that {@link toWire} was given, with the stack of the thread it was thrown in. */
export function fromWire({ name, message, stack, code, params, cause }: WireError): Error {
  const options = cause ? { cause: fromWire(cause) } : {};
  const Class = Object.hasOwn(CLASSES, name) ? CLASSES[name as keyof typeof CLASSES] : Error;
  const error = code ? new AppError(code, params, options) : new Class(message, options);
  if (stack !== undefined) error.stack = stack;
  return error;
}

/** The memory of all typed arrays in plain data that each fill theirs alone: what can be moved between threads. */
export function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength) found.add(value.buffer);
  } else if (value !== null && typeof value === 'object') {
    for (const member of Object.values(value)) buffersOf(member, found);
  }
  return found;
}
