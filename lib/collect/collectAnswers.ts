import { AppError } from '../errors/appError.ts';
import type { CollectDeps } from './collectDeps.ts';
import { fetchAnswer } from './fetchAnswer.ts';
import { nextPage, type PlannedRequest } from './planRequests.ts';
import type { RawAnswer } from './rawAnswers.ts';
import { readAnswer } from './readAnswer.ts';
import type { ReadAnswer } from './reading.ts';
import type { SlotRequest } from './slotRequest.ts';

export interface CollectedAnswer {
  readonly status: 'answered';
  readonly request: PlannedRequest;
  readonly raw: RawAnswer;
  readonly read: ReadAnswer;
}

/** What became of one request. */
export type RequestOutcome =
  | CollectedAnswer
  | { readonly status: 'failed'; readonly request: PlannedRequest; readonly error: unknown };

/** Answers of one request that may be asked for in one slot, before it is given up as unreadable. */
const ANSWERS = 2;
const NOTHING: ReadAnswer = { noData: true, films: [], issues: [] };

/** The answers to a request and to the pages behind it. A page that fails ends the row: those behind it may have moved. */
export async function collectAnswers(
  deps: CollectDeps,
  slot: SlotRequest,
  first: PlannedRequest,
): Promise<readonly RequestOutcome[]> {
  const outcomes: RequestOutcome[] = [];
  let request: PlannedRequest | undefined = first;
  while (request) {
    const current: PlannedRequest = request;
    const outcome: RequestOutcome = await collectOne(deps, slot, current).catch((error: unknown) => {
      if (isOurOwn(error)) throw error;
      return { status: 'failed', request: current, error };
    });
    outcomes.push(outcome);
    const hadRows = outcome.status === 'answered' && outcome.read.films.length > 0;
    request = hadRows ? nextPage(slot.declaration, slot.slot, current, outcomes.length) : undefined;
  }
  return outcomes;
}

async function collectOne(deps: CollectDeps, slot: SlotRequest, request: PlannedRequest): Promise<CollectedAnswer> {
  if (slot.until !== undefined && deps.clock() > slot.until) {
    throw new AppError('collect.source-failed', { source: slot.declaration.name, reason: 'no time was left to ask' });
  }
  for (let attempt = 0; ; attempt++) {
    const raw = await fetchAnswer(deps, slot.declaration, slot.slot, request, attempt);
    await record(deps, slot, raw);
    try {
      return { status: 'answered', request, raw, read: await read(deps, slot, request, raw) };
    } catch (error) {
      const isUnreadable = error instanceof AppError && error.code === 'collect.source-failed';
      if (!isUnreadable || attempt + 1 >= ANSWERS) throw error;
    }
  }
}

/** The facts name the body by its hash, so the record of the facts holds both. */
async function record({ provenance }: CollectDeps, { declaration }: SlotRequest, { facts }: RawAnswer): Promise<void> {
  const at = Date.parse(facts.at);
  await provenance.append({ source: declaration.name, kind: 'raw-answer', at, content: { ...facts } });
}

async function read(
  { mapper }: CollectDeps,
  { declaration, slot, films }: SlotRequest,
  { film: asked }: PlannedRequest,
  { facts, body }: RawAnswer,
): Promise<ReadAnswer> {
  if (facts.outcome === 'absent') {
    // of one film it says that there is nothing yet; of a source that its address has moved
    if (declaration.request.per === 'film') return NOTHING;
    const reason = `it answered ${facts.code ?? 404}`;
    throw new AppError('collect.source-failed', { source: declaration.name, reason });
  }
  // an answer that bears its own time says nothing new until it changes; any other holds anew in every slot
  if (facts.outcome === 'unchanged' && declaration.observed.at !== 'slot') return NOTHING;
  const { contentType } = facts;
  return readAnswer(mapper, { declaration, slot, films, body, contentType, ...(asked && { asked }) });
}

/** Failures of our own stores end the slot, to be started again; those of a source are what the slot records. */
function isOurOwn(error: unknown): boolean {
  return !(error instanceof AppError) || error.code.startsWith('store.');
}
