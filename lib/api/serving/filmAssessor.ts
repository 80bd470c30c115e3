import { dayOf } from '../../calendar/zone.ts';
import type { Day } from '../../film/day.ts';
import type { DailyMetric, DailyRow, Film } from '../../film/film.ts';
import type { Market } from '../../film/market.ts';
import type { ForecastMoment } from '../../forecast/forecastMoment.ts';
import { type Assessment, assessIntegrity, type IntegrityNorms } from '../../integrity/assessIntegrity.ts';
import { createMarketNorms, type KnownMarket } from '../../integrity/marketNorms.ts';

/** A film at a moment, and the market that its signals are held against. */
interface FilmInMarket {
  readonly film: Film;
  /** Of the film, as the history that is forecast from has them. */
  readonly rows: readonly DailyRow[];
  readonly moment: Pick<ForecastMoment, 'asOf' | 'runningDay'>;
  /** As it was known at the moment. */
  readonly known: KnownMarket;
}

/** Looks at the signals of films, and remembers what it saw as long as the same rows are asked about. */
export type FilmAssessor = (subject: FilmInMarket) => Assessment | undefined;

/** What can be bought. */
const DOUBTABLE: readonly DailyMetric[] = ['presale_gross', 'presale_tickets', 'want_to_see', 'social_heat'];
/** Assessments kept per film; it is asked about at a few origins. */
const MOST_MOMENTS = 20;

interface Kept {
  readonly norms: IntegrityNorms;
  readonly assessment: Assessment;
}

/** @returns a function whose answer is undefined for a film without any signal that could have been bought */
export function createFilmAssessor(): FilmAssessor {
  const norms = new Map<Market, ReturnType<typeof createMarketNorms>>();
  const doubtable = new WeakMap<readonly DailyRow[], boolean>();
  const kept = new WeakMap<readonly DailyRow[], Map<string, Kept>>();

  const isDoubtable = (rows: readonly DailyRow[]): boolean => {
    const found =
      doubtable.get(rows) ?? rows.some(({ values }) => DOUBTABLE.some((name) => values[name] !== undefined));
    doubtable.set(rows, found);
    return found;
  };
  const normsFor = (market: Market, known: KnownMarket, today: Day): IntegrityNorms => {
    const learn = norms.get(market) ?? createMarketNorms();
    norms.set(market, learn);
    return learn(known, today);
  };

  return ({ film, rows, moment: { asOf, runningDay }, known }) => {
    if (!isDoubtable(rows)) return undefined;
    const today = dayOf(asOf, film.market);
    const usual = normsFor(film.market, known, today);
    const moments = kept.get(rows) ?? new Map<string, Kept>();
    kept.set(rows, moments);
    const key = `${film.releaseDate} ${today} ${runningDay?.date}`;
    const found = moments.get(key);
    if (found?.norms === usual) return found.assessment;
    const running = runningDay ? { runningDay: runningDay.date } : {};
    const assessment = assessIntegrity({ film, rows, norms: usual, asOf, ...running });
    if (moments.size >= MOST_MOMENTS) moments.clear();
    moments.set(key, { norms: usual, assessment });
    return assessment;
  };
}
