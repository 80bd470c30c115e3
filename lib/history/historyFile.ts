import type { HistoryIssue } from './issue.ts';

/** A file as it was given: plain or gzip. */
export interface HistoryFile {
  readonly name: string;
  readonly body: Uint8Array;
}

export interface ReadProgress {
  readonly file: string;
  /** Of the unpacked file. */
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly rows: number;
  readonly quarantined: number;
}

export interface ReadOptions {
  /** The moment of reading, ms since the epoch: what lies after it is not yet history. */
  readonly now: number;
  /** Called some times per megabyte; reading goes on when what it returns is settled. */
  readonly onProgress?: (progress: ReadProgress) => void | Promise<void>;
}

interface FileReading {
  readonly file: string;
  /** Data rows seen, blank lines and header left out. */
  readonly rows: number;
  readonly quarantine: readonly HistoryIssue[];
  readonly warnings: readonly HistoryIssue[];
  readonly warningCount: number;
}

/** A file whose good rows were taken. */
export interface AcceptedFile<T> extends FileReading {
  readonly status: 'accepted';
  readonly items: readonly T[];
  /** Rows that cannot be judged yet because their film is not known; not part of the quarantine. */
  readonly waiting: readonly HistoryIssue[];
}

/** A file of which nothing was taken. */
export interface RefusedFile extends FileReading {
  readonly status: 'refused';
  readonly refusal: HistoryIssue;
}

export type ParsedFile<T> = AcceptedFile<T> | RefusedFile;
