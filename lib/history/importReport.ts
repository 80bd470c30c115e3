import { describeError } from '../errors/catalogue.ts';
import type { ErrorText } from '../errors/errorText.ts';
import type { Market } from '../film/market.ts';
import type { ParsedFile } from './historyFile.ts';
import type { HistoryIssue } from './issue.ts';

/** An issue with its sentences, as people and programs outside read it. */
export interface ReportedIssue extends ErrorText {
  readonly file: string;
  readonly line: number;
  readonly column: string;
  readonly code: string;
  readonly row: string;
}

export interface FileReport {
  readonly name: string;
  readonly status: 'accepted' | 'refused';
  readonly refusal?: ReportedIssue;
  readonly rows: number;
  readonly accepted: number;
  /** Rows of films that are not known yet. */
  readonly waiting: number;
  readonly quarantined: number;
  readonly warnings: number;
}

/** `reports/<batch>/import.json`. */
export interface ImportReport {
  readonly batch: string;
  /** waiting: rows of unknown films may still find their film; refused: at least one file was refused whole. */
  readonly status: 'waiting' | 'settled' | 'refused';
  readonly importedAt: string;
  readonly waitingUntil?: string;
  readonly films?: FileReport;
  readonly daily?: FileReport;
  /** How many quarantined rows there are of each code; the rows themselves stand in quarantine.csv. */
  readonly quarantine: Readonly<Record<string, number>>;
  readonly warnings: readonly ReportedIssue[];
  /** The snapshots that hold the accepted rows. */
  readonly markets: readonly {
    readonly market: Market;
    readonly snapshotKey: string;
    readonly films: number;
    readonly rows: number;
  }[];
  readonly training?: { readonly runId: string };
}

export function reportIssue({ file, line, column, code, params, raw }: HistoryIssue): ReportedIssue {
  return { file, line, column, code, ...describeError(code, params), row: raw };
}

export function reportFile<T>(parsed: ParsedFile<T>, waiting: number, quarantined: number): FileReport {
  const accepted = parsed.status === 'accepted' ? parsed.items.length : 0;
  return {
    name: parsed.file,
    status: parsed.status,
    ...(parsed.status === 'refused' && { refusal: reportIssue(parsed.refusal) }),
    rows: parsed.rows,
    accepted,
    waiting,
    quarantined,
    warnings: parsed.warningCount,
  };
}

export function countByCode(issues: readonly HistoryIssue[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { code } of issues) counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
