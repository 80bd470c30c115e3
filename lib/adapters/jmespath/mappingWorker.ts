import { parentPort } from 'node:worker_threads';
import type { MappingPlan } from '../../ports/answerMapper.ts';
import { evaluatePlan } from './evaluatePlan.ts';
import type { MappingBounds } from './mappingBounds.ts';

export interface MappingJob {
  readonly plan: MappingPlan;
  readonly document: unknown;
  readonly bounds: MappingBounds;
}

/**
 * What the thread says: that it begins, and what processor time it had spent by then (ms; undefined where Node cannot
 * tell); then how it ended.
 */
export type MappingNews =
  | { readonly began: number | undefined }
  | { readonly result: string }
  | { readonly failure: string };

const port = parentPort;
if (!port) throw new Error('plans are evaluated in a worker thread only');
port.on('message', ({ plan, document, bounds }: MappingJob) => {
  const say = (news: MappingNews) => port.postMessage(news);
  say({ began: spent() });
  try {
    say({ result: JSON.stringify(evaluatePlan(plan, document, bounds)) });
  } catch (error) {
    say({ failure: error instanceof Error ? error.message.slice(0, 300) : String(error) });
  }
});

function spent(): number | undefined {
  if (typeof process.threadCpuUsage !== 'function') return undefined;
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
