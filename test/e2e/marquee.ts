import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Endpoints } from '../../cli/system/endpointsFile.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const BIN = path.join(PROJECT, 'cli/bin.mjs');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as a user would and waits for its end. */
export function marquee(...args: readonly string[]): Promise<Ended> {
  return ended(spawn(process.execPath, [BIN, ...args], { cwd: PROJECT, env: userEnvironment() }));
}

export interface Started {
  /** The JSON line that `start --json` prints when it is ready. */
  readonly ready: Endpoints & { readonly seconds: number; readonly curl: string };
  /** What it has said so far. */
  said(): string;
  /** Sends a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

/** Starts the local run and waits until it says that it is ready. */
export async function startMarquee(...args: readonly string[]): Promise<Started> {
  const child = spawn(process.execPath, [BIN, 'start', '--port', '0', '--json', ...args], {
    cwd: PROJECT,
    env: userEnvironment(),
  });
  const end = ended(child);
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const line = await Promise.race([firstLine(child), end.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
  return {
    ready: JSON.parse(line),
    said: () => said,
    stop(signal = 'SIGINT') {
      child.kill(signal);
      return end;
    },
  };
}

/** A folder of its own that is gone when the work is done. */
export async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'marquee-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function userEnvironment(): NodeJS.ProcessEnv {
  const { INIT_CWD: _npm, VITEST: _vitest, NODE_OPTIONS: _options, ...own } = process.env;
  return own;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
  });
}

function ended(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}
