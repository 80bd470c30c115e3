import { fileURLToPath } from 'node:url';
import { AppError } from '../../errors/appError.ts';
import type { HistorySource } from '../../ports/historySource.ts';
import { createFolderSource } from './folderSource.ts';
import { createHttpsSource } from './httpsSource.ts';

/**
 * The source behind an address.
 * @param source an https: prefix or a file: folder; empty for none
 * @returns undefined when there is nothing to collect from
 * @throws AppError `collect.source-malformed`
 */
export function openHistorySource(source: string): HistorySource | undefined {
  if (source.trim() === '') return undefined;
  const url = URL.parse(source.trim());
  if (url?.protocol === 'https:') return createHttpsSource(url.href);
  if (url?.protocol === 'file:' && url.host === '') return createFolderSource(fileURLToPath(url));
  throw new AppError('collect.source-malformed', { source: source.slice(0, 200) });
}
