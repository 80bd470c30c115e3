import { AppError } from '../errors/appError.ts';
import type { SignalEvent } from '../signals/signalEvent.ts';
import { inParallel } from '../stores/inParallel.ts';
import type { SignalSlot } from '../stores/signalSlots.ts';
import { type CollectedAnswer, collectAnswers, type RequestOutcome } from './collectAnswers.ts';
import type { CollectDeps } from './collectDeps.ts';
import { placeReadings } from './placeReadings.ts';
import { planRequests } from './planRequests.ts';
import type { SlotRequest } from './slotRequest.ts';

const NOTES = 20;
const MINUTE = 60_000;

/**
 * Collects one slot of one source: asks, keeps what came, reads it, hands the events on, and records what became of it. The
 * slot's own time names it, so a slot that is started again, late or twice is the same slot: it reads what is kept, asks
 * for what failed alone, and its events have the same ids.
 * @throws AppError the first failure when nothing came at all, after recording the slot as missing
 */
export async function collectSignals(deps: CollectDeps, request: SlotRequest): Promise<SignalSlot> {
  const { declaration, slot, films } = request;
  const { name: source } = declaration;
  const before = await deps.slots.get(source, slot);
  if (before && before.status !== 'missing' && before.status !== 'partial') return before;

  const plan = planRequests(declaration, slot, films);
  const outcomes: RequestOutcome[] = [];
  await inParallel(plan, declaration.rate.concurrency, async (first) => {
    outcomes.push(...(await collectAnswers(deps, request, first)));
  });
  outcomes.sort((a, b) => a.request.number - b.request.number);
  const answers = outcomes.filter((outcome) => outcome.status === 'answered');
  const failures = outcomes.filter((outcome) => outcome.status === 'failed');
  const placed = await placeReadings(deps, declaration, slot, answers);
  if (placed.events.length > 0) await deps.sink.put(placed.events);
  // only now: an answer counts as known once what it says is handed on
  for (const { raw } of answers) await rememberAnswer(deps, source, raw);

  const status = statusOf(plan.length, { answers, failures, events: placed.events, unresolved: placed.unresolved });
  const notes = [
    ...failures.map(({ error, request: { url } }) => `${url}: ${explain(error)}`),
    ...placed.issues.map(({ where, problem }) => `${where}: ${problem}`),
  ];
  const record: SignalSlot = {
    source,
    slot,
    status,
    at: deps.clock(),
    requests: outcomes.length,
    failed: failures.length,
    events: placed.events.length,
    unresolved: placed.unresolved,
    issues: placed.issues.length,
    notes: notes.slice(0, NOTES),
  };
  await deps.slots.record(record);
  if (status === 'nothing-to-ask') return record;
  const staleAfterMs = declaration.freshness.staleAfterMinutes * MINUTE;
  const reason = status === 'missing' ? explain(failures[0]?.error) : undefined;
  const outcome = { source, market: declaration.market, slot, staleAfterMs };
  await deps.statuses.record(reason === undefined ? outcome : { ...outcome, reason });
  if (status === 'missing') throw failures[0]?.error;
  return record;
}

interface SlotCounts {
  readonly answers: readonly CollectedAnswer[];
  readonly failures: readonly unknown[];
  readonly events: readonly SignalEvent[];
  readonly unresolved: number;
}

function statusOf(asked: number, { answers, failures, events, unresolved }: SlotCounts): SignalSlot['status'] {
  if (asked === 0) return 'nothing-to-ask';
  if (answers.length === 0) return 'missing';
  if (failures.length > 0) return 'partial';
  return events.length > 0 || unresolved > 0 ? 'collected' : 'nothing-new';
}

async function rememberAnswer(
  { known }: CollectDeps,
  source: string,
  { facts }: CollectedAnswer['raw'],
): Promise<void> {
  if (facts.outcome !== 'found') return;
  const { etag, lastModified, sha256, body: raw, contentType, request } = facts;
  await known.remember(source, request, {
    sha256,
    raw,
    contentType,
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  });
}

function explain(error: unknown): string {
  if (error instanceof AppError) return String(error.params['reason'] ?? error.code).slice(0, 300);
  return error instanceof Error ? error.message.slice(0, 300) : String(error);
}
