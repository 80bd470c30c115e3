/**
 * What a journal asks of the disk: as little as possible, so that a test can stand in for it and lose what was not
 * synced. Names are flat.
 */
export interface JournalFiles {
  /** Where they are, for messages to people. */
  readonly place: string;
  names(): Promise<readonly string[]>;
  size(name: string): Promise<number>;
  read(name: string, from: number, length: number): Promise<Buffer>;
  /** Opens a file for writing at its end; creates it when missing. */
  open(name: string): Promise<AppendFile>;
  /** Shortens a file, for good. */
  truncate(name: string, length: number): Promise<void>;
  remove(name: string): Promise<void>;
  /** Resolves when files that were created or removed would be found so after a power failure. */
  syncNames(): Promise<void>;
}

/** A file that only grows. */
export interface AppendFile {
  /** Adds all of the bytes; they may be lost until `sync` has resolved. */
  write(bytes: Buffer): Promise<void>;
  /** Resolves when everything written would be found after a power failure. */
  sync(): Promise<void>;
  close(): Promise<void>;
}
