import { gunzipSync } from 'node:zlib';
import { AppError } from '../errors/appError.ts';
import { HISTORY_LIMITS } from './limits.ts';

const MEGABYTE = 1024 * 1024;

/**
 * The plain bytes of a history file: gzip is recognised by its first two bytes, whatever the file is called.
 * Unpacking stops at the limit, so a small file cannot fill the memory.
 * @throws AppError `history.file-too-large` or `history.gzip-broken`
 */
export function unpack(body: Uint8Array, limit: number = HISTORY_LIMITS.unpackedBytes): Uint8Array {
  const tooLarge = (cause?: unknown) =>
    new AppError('history.file-too-large', { limit: Math.floor(limit / MEGABYTE) }, { cause });
  if (body.length > limit) throw tooLarge();
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  try {
    return gunzipSync(body, { maxOutputLength: limit });
  } catch (cause) {
    if ((cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(cause);
    throw new AppError('history.gzip-broken', {}, { cause });
  }
}
