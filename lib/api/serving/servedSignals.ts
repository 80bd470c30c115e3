import { MARKETS, type Market } from '../../film/market.ts';
import type { SignalHead, SignalHeads } from '../../ports/signalHeads.ts';
import type { SignalLog } from '../../ports/signalLog.ts';
import { inParallel } from '../../stores/inParallel.ts';
import { createPatience, type PatienceOptions } from '../../stores/patience.ts';
import type { SettledSignals } from '../../stores/signalIntake.ts';
import { type FilmSignals, filmSignals } from './filmSignals.ts';
import { memo } from './memo.ts';

/** What a server has heard of a market; made anew whenever there is more, so that equal means the same object. */
export interface HeardSignals {
  readonly films: ReadonlyMap<string, FilmSignals>;
  /** False when the store could not be asked: then it is what was heard before. */
  readonly fresh: boolean;
  /** Everything that was or will be taken in before this instant (ms) has been heard. */
  readonly settled: number;
}

export interface ServedSignals {
  /** What has been heard, at most a quarter of a second old; never fails. */
  current(market: Market): Promise<HeardSignals>;
  /** The same, asked for now. */
  now(market: Market): Promise<HeardSignals>;
}

export interface ServedSignalsOptions extends PatienceOptions {
  readonly signals: SignalHeads & Pick<SignalLog, 'read'>;
  readonly settling: SettledSignals;
  /** How long heads are believed without asking again; default 250 ms. */
  readonly headsMs?: number;
  /** How long reading new signals may take; default 15 s. */
  readonly readMs?: number;
}

const WIDTH = 16;

/** The signals of each market, of which only what is new is read. */
export function createServedSignals(options: ServedSignalsOptions): ServedSignals {
  const { clock, headsMs = 250 } = options;
  const byMarket = new Map(
    (Object.keys(MARKETS) as Market[]).map((market) => {
      const { hear, latest } = createEar(market, options);
      const heard = memo(hear, clock, headsMs);
      return [market, { hear, current: () => heard().then(latest) }];
    }),
  );
  const of = (market: Market) => {
    const served = byMarket.get(market);
    if (!served) throw new RangeError(`no market ${market}`);
    return served;
  };
  return { current: (market) => of(market).current(), now: (market) => of(market).hear() };
}

function createEar(market: Market, options: ServedSignalsOptions) {
  const { signals, settling, readMs = 15_000 } = options;
  const heads = createPatience({ patienceMs: 1000, ...options });
  const reads = createPatience({ ...options, patienceMs: readMs });
  let heard: HeardSignals = { films: new Map(), fresh: true, settled: Infinity };
  let running: Promise<HeardSignals> | undefined;
  let next: Promise<HeardSignals> | undefined;

  const read = async (head: SignalHead, known: FilmSignals | undefined): Promise<FilmSignals> => {
    const { filmId } = head;
    const missed = known ? head.version - known.head.version : Number.POSITIVE_INFINITY;
    if (known && missed <= head.floors.length) {
      const since = Math.min(...head.floors.slice(0, missed));
      return filmSignals(market, head, [...known.events, ...(await signals.recent(market, filmId, since))], known);
    }
    return filmSignals(market, head, await signals.read(market, filmId, Number.POSITIVE_INFINITY), known);
  };

  /** In this order: what is taken in between the two is later than what counts as settled. */
  const ask = async () => {
    const settled = await settling.settledUntil(market);
    const present = await signals.heads(market);
    if (settled !== undefined) return { settled, present };
    const hasBegun = (await settling.settledUntil(market)) !== undefined;
    return { settled: hasBegun ? 0 : Number.POSITIVE_INFINITY, present };
  };

  const listen = async (): Promise<HeardSignals> => {
    const stale = heard.fresh ? { ...heard, fresh: false } : heard;
    const asked = await heads.attempt(ask);
    if (!asked.ok) return stale;
    const { settled, present } = asked.value;
    const news = present.filter(({ filmId, version }) => version !== heard.films.get(filmId)?.head.version);
    if (news.length === 0) return heard.fresh && heard.settled === settled ? heard : { ...heard, fresh: true, settled };
    const grown = await reads.attempt(() =>
      inParallel(news, WIDTH, (head) => read(head, heard.films.get(head.filmId))),
    );
    if (!grown.ok) return stale;
    return {
      films: new Map([...heard.films, ...grown.value.map((film) => [film.head.filmId, film] as const)]),
      ...{ fresh: true, settled },
    };
  };

  const begin = (): Promise<HeardSignals> => {
    next = undefined;
    running = listen().then((outcome) => {
      heard = outcome;
      return outcome;
    });
    return running;
  };
  /** One after the other, so that none brings back what another left behind; those who wait share the next one. */
  const hear = (): Promise<HeardSignals> => {
    if (!running) return begin();
    next ??= running.then(begin, begin);
    return next;
  };
  return { hear, latest: () => heard };
}
