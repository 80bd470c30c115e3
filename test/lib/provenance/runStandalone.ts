import { execFile } from 'node:child_process';
import path from 'node:path';

/** The script that auditors run. */
export const STANDALONE = path.resolve(import.meta.dirname, '../../../docs/verify.mjs');

export interface StandaloneAnswer {
  readonly code: number;
  /** Lines `check  file, record n`. */
  readonly lines: readonly string[];
}

/** Runs the standalone script in a process of its own, in an empty folder where it can import nothing of the project. */
export function runStandalone(folder: string, ...more: readonly string[]): Promise<StandaloneAnswer> {
  return new Promise((resolve) => {
    execFile(process.execPath, [STANDALONE, folder, ...more], { cwd: '/' }, (error, stdout) => {
      resolve({ code: Number(error?.code ?? 0), lines: stdout.trim().split('\n') });
    });
  });
}
