import path from 'node:path';
import type { LocalCloud } from '../../infra/local/localCloud.ts';
import { LocalError } from '../../infra/local/localError.ts';
import { startLocalCloud } from '../../infra/local/startLocalCloud.ts';
import { type SynthesisStep, synthesizeLocal } from '../../infra/local/synthesis/synthesizeLocal.ts';
import { AppError } from '../../lib/errors/appError.ts';
import type { Terminal } from '../terminal.ts';
import { type Endpoints, endpointsOf, readEndpoints } from './endpointsFile.ts';

/** Root of the project, where the synthesized templates and the default data folder are. */
export const PROJECT_ROOT = path.resolve(import.meta.dirname, '../..');

/** Where data is kept unless --data says otherwise. */
export const DEFAULT_DATA = path.join(PROJECT_ROOT, '.marquee');

export interface LocalRunOptions {
  /** Undefined = in memory. */
  readonly data: string | undefined;
  readonly port: number;
  /** Where `collect` reads, if anywhere. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Synthesizes for this machine and runs what was synthesized.
 * @throws AppError `local.…`
 */
export async function startLocalRun(
  { data, port, parameters }: LocalRunOptions,
  terminal: Terminal,
): Promise<LocalCloud> {
  try {
    const assembly = await synthesizeLocal(path.join(PROJECT_ROOT, 'cdk.local'), (step) => noteStep(step, terminal));
    return await startLocalCloud({ assembly, data, port, ...(parameters && { parameters }) });
  } catch (error) {
    throw error instanceof LocalError ? new AppError(error.code, error.params, { cause: error }) : error;
  }
}

function noteStep(step: SynthesisStep, terminal: Terminal): void {
  if (step.kind === 'started') terminal.note('Synthesizing the template for this machine 正在为本机合成模板 …');
  if (step.kind === 'bundling') terminal.progress(`bundling 打包 ${step.name}`);
}

/** A system that commands talk to, and how to let go of it. */
export interface OpenSystem {
  readonly endpoints: Endpoints;
  close(): Promise<void>;
}

/** The running local run on a data folder; where none runs, one is started on a free port for as long as it is needed. */
export async function openSystem(data: string, terminal: Terminal): Promise<OpenSystem> {
  const running = await readEndpoints(data);
  if (running) return { endpoints: running, close: async () => {} };
  const cloud = await startLocalRun({ data, port: 0 }, terminal);
  return { endpoints: endpointsOf(cloud), close: () => cloud.stop() };
}
