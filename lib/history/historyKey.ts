import { PREFIX } from '../deployment/environment.ts';

export type HistoryKind = 'films' | 'daily';

export interface HistoryKey {
  readonly batch: string;
  readonly kind: HistoryKind;
  /** Object name within the batch. */
  readonly name: string;
}

/** Longest name of a batch; with it, keys of reports stay far below S3's 1,024 bytes. */
const BATCH_LENGTH = 128;

/** The batch and kind that a key of the history bucket means; undefined for any other object. */
export function parseHistoryKey(key: string): HistoryKey | undefined {
  const match = /^history\/([^/\p{Cc}]+)\/((films|daily)\.csv(?:\.gz)?)$/u.exec(key);
  const [, batch = '', name = '', kind = ''] = match ?? [];
  if (!match || batch.length > BATCH_LENGTH || /^\.+$/.test(batch)) return undefined;
  return { batch, name, kind: kind as HistoryKind };
}

export const historyPrefix = (batch: string) => `${PREFIX.history}${batch}/`;
export const reportKey = (batch: string) => `${PREFIX.reports}${batch}/import.json`;
export const quarantineKey = (batch: string) => `${PREFIX.reports}${batch}/quarantine.csv`;
