import path from 'node:path';

/** The way commands speak: results on standard output, everything else on standard error. */
export interface Terminal {
  /** Prints the result: text for people, or one JSON document when --json was given. */
  result(text: string, json: unknown): void;
  /** A line for people, never part of the result. */
  note(text: string): void;
  /** Progress of long work: one line that rewrites itself on a terminal, sparse plain lines elsewhere. */
  progress(text: string): void;
  /** Resolves a path that the user gave, from where the user stands (npm changes the working directory). */
  resolve(given: string): string;
}

const PLAIN_INTERVAL_MS = 2_000;

/** A terminal on this process's streams. */
export function createTerminal(json: boolean): Terminal {
  const { stdout, stderr } = process;
  const base = process.env['INIT_CWD'] ?? process.cwd();
  let lastPlain = 0;
  let open = false;
  const closeLine = () => {
    if (open) stderr.write('\n');
    open = false;
  };
  return {
    result(text, value) {
      closeLine();
      stdout.write(json ? `${JSON.stringify(value)}\n` : `${text}\n`);
    },
    note(text) {
      closeLine();
      stderr.write(`${text}\n`);
    },
    progress(text) {
      if (stderr.isTTY) {
        stderr.write(`\r\x1b[2K${text.slice(0, Math.max(20, stderr.columns ?? 80) - 1)}`);
        open = true;
      } else if (Date.now() - lastPlain >= PLAIN_INTERVAL_MS) {
        lastPlain = Date.now();
        stderr.write(`${text}\n`);
      }
    },
    resolve: (given) => path.resolve(base, given),
  };
}
