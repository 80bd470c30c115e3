import { AppError } from '../../errors/appError.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';
import type { Market } from '../../film/market.ts';
import type { SignalHead } from '../../ports/signalHeads.ts';
import type { SignalEvent } from '../../signals/signalEvent.ts';
import type { AnsweredHeads } from '../../stores/answeredHeads.ts';
import type { ChangedFact, RevisionReason } from '../../stores/forecastLog.ts';
import { inParallel } from '../../stores/inParallel.ts';
import type { Patience } from '../../stores/patience.ts';
import type { RefreshRequest } from '../parseRefresh.ts';
import { forecastKnown } from './forecastFilm.ts';
import type { ServiceDeps } from './serviceDeps.ts';

export interface RefreshDeps<Model> extends ServiceDeps<Model> {
  readonly answered: AnsweredHeads;
  /** Guards what is remembered of answers, without which a film is merely forecast once more. */
  readonly answeredPatience: Patience;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
}

/** What became of each film. */
export interface Refreshed {
  readonly market: Market;
  readonly filmId: string;
  /** `answered`: a forecast already stands on everything heard of the film. `refused`: `code` says why. */
  readonly status: 'fresh' | 'answered' | 'refused';
  readonly code?: ErrorCode;
}

const WIDTH = 4;
/** Appends of others that are under way end within milliseconds; one whose worker died is not waited for. */
const SETTLING_ROUNDS = 20;
const SETTLING_MS = 25;
const UNAVAILABLE: ErrorCode = 'store.unavailable';

/**
 * Forecasts films afresh and keeps each forecast as a revision with its reason. A film is answered once for all that was
 * heard of it by then, however many requests a burst of signals makes.
 * @throws AppError `store.unavailable` after all films were tried, when some could not be answered for want of a store;
 * repeating the call is safe
 */
export async function refreshForecasts<Model>(
  deps: RefreshDeps<Model>,
  requests: readonly RefreshRequest[],
): Promise<readonly Refreshed[]> {
  const films = [...Map.groupBy(requests, ({ market, filmId }) => `${market} ${filmId}`).values()].map(together);
  const outcomes = await inParallel(films, WIDTH, (film) => refreshFilm(deps, film));
  if (outcomes.some(({ code }) => code === UNAVAILABLE))
    throw new AppError(UNAVAILABLE, { operation: 'refresh forecasts' });
  return outcomes;
}

/** One request for several of one film: everything that changed, and the latest window. */
function together(requests: readonly RefreshRequest[]): RefreshRequest {
  const [first] = requests as [RefreshRequest, ...RefreshRequest[]];
  const changed = [...new Set(requests.flatMap(({ reason }) => reason?.changed ?? []))];
  const windows = requests.flatMap(({ reason }) => reason?.window ?? []).sort((a, b) => b.end - a.end);
  return { ...first, reason: { changed, ...(windows[0] ? { window: windows[0] } : {}) } };
}

async function refreshFilm<Model>(deps: RefreshDeps<Model>, request: RefreshRequest): Promise<Refreshed> {
  const { market, filmId } = request;
  const about = { market, filmId };
  const { heard, isSettled } = await settledSignals(deps, market, filmId);
  if (heard && (await isAnswered(deps, market, heard.head))) return { ...about, status: 'answered' };
  try {
    const reason = reasonOf(request, heard?.events ?? []);
    await forecastKnown(deps, about, { now: deps.clock(), reason });
  } catch (error) {
    if (error instanceof AppError) return { ...about, status: 'refused', code: error.code };
    throw error;
  }
  if (heard && isSettled) await deps.answeredPatience.attempt(() => deps.answered.remember(market, heard.head));
  return { ...about, status: 'fresh' };
}

/** What was heard of a film, once the forecast may stand on all of it; after a while, what there is. */
async function settledSignals<Model>({ histories, wait }: RefreshDeps<Model>, market: Market, filmId: string) {
  for (let round = 0; ; round++) {
    const present = await histories.now(market);
    const heard = present.heard(filmId);
    const isSettled = heard === undefined || heard.head.latest < present.asOf;
    if (isSettled || round === SETTLING_ROUNDS) return { heard, isSettled };
    await wait(SETTLING_MS);
  }
}

async function isAnswered<Model>(deps: RefreshDeps<Model>, market: Market, head: SignalHead): Promise<boolean> {
  const known = await deps.answeredPatience.attempt(() => deps.answered.has(market, head));
  return known.ok && known.value;
}

/** The reason with what the changed facts became, as the latest event about each says. */
function reasonOf({ reason }: RefreshRequest, events: readonly SignalEvent[]): RevisionReason {
  const { changed = [], window } = reason ?? {};
  const facts = changed.flatMap((name): ChangedFact[] => {
    const event = events.findLast((one) => one.type === 'film.changed' && `film.${one.field}` === name);
    return event?.type === 'film.changed' ? [{ field: event.field, old: event.old, new: event.new }] : [];
  });
  return { changed, ...(window ? { window } : {}), ...(facts.length > 0 ? { facts } : {}) };
}
