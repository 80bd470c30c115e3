import { AppError } from '../errors/appError.ts';

/** An opaque text that says "after this sort key". */
export function encodeCursor(sortKey: string): string {
  return Buffer.from(sortKey, 'utf8').toString('base64url');
}

/**
 * The sort key that a cursor stands for.
 * @throws AppError `store.cursor` when the text was not made by `encodeCursor` for a query of the same prefix
 */
export function decodeCursor(cursor: string, prefix: string): string {
  const sortKey = Buffer.from(cursor, 'base64url').toString('utf8');
  if (sortKey === '' || encodeCursor(sortKey) !== cursor || !sortKey.startsWith(prefix)) {
    throw new AppError('store.cursor', { cursor: cursor.slice(0, 80) });
  }
  return sortKey;
}
