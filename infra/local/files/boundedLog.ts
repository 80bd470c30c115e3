import { mkdirSync, statSync } from 'node:fs';
import { appendFile, rename } from 'node:fs/promises';
import path from 'node:path';

/** Somewhere to write lines of a function's output. */
export interface Log {
  write(text: string): void;
  /** Resolves when everything written so far is in the file. */
  flush(): Promise<void>;
}

const LARGEST = 5 * 1024 * 1024;

/**
 * A log file of at most 5 MB and the one before it (`.1`): output of a local run never fills the disk.
 * @param file undefined = the output goes nowhere
 */
export function openBoundedLog(file: string | undefined): Log {
  if (file === undefined) return { write: () => {}, flush: async () => {} };
  mkdirSync(path.dirname(file), { recursive: true });
  let size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  let waiting = '';
  let writing: Promise<void> | undefined;

  const writeWaiting = async (): Promise<void> => {
    while (waiting !== '') {
      const text = waiting;
      waiting = '';
      if (size > LARGEST) {
        await rename(file, `${file}.1`).catch(() => undefined);
        size = 0;
      }
      size += Buffer.byteLength(text);
      // A full disk or a removed folder must not end the run: the output is lost, the work goes on.
      await appendFile(file, text).catch(() => undefined);
    }
    writing = undefined;
  };
  return {
    write(text) {
      waiting += text;
      writing ??= writeWaiting();
    },
    flush: async () => writing,
  };
}
