import { monthOf } from '../../../lib/calendar/gregorian.ts';
import { releaseWindowAt } from '../../../lib/calendar/releaseWindow.ts';
import { weekday } from '../../../lib/film/day.ts';
import { toCurrencyUnits } from '../../../lib/film/money.ts';
import type { FilmRun } from './filmRuns.ts';

const MATURITY_DAYS = 120;
const FEW = 8;
const SHRINK = 1.5;
const LEADS = 4;

/**
 * What the catalogue says of each film before release, one row of numbers a film (NaN = unknown): budget, runtime,
 * genres, certificate, month, weekday and window of release, the records of its people and its series as known at its
 * release. Booked theatres are told only shortly before release, so they are asked for.
 */
export function catalogueTable(
  runs: readonly FilmRun[],
  options: { readonly theaters: boolean },
): readonly Float64Array[] {
  const words = frequent(runs.map(({ film }) => [...film.genres, film.certificate ?? '']));
  const slots = frequent(runs.map(slotsOf));
  const records = new Records();
  const known: FilmRun[] = [];
  let next = 0;
  return runs.map((run) => {
    for (let film = runs[next]; film && film.release + MATURITY_DAYS <= run.release; film = runs[++next]) {
      records.add(film, known);
      known.push(film);
    }
    const { film, release } = run;
    const own = new Set([...film.genres, film.certificate ?? '', ...slotsOf(run)]);
    return Float64Array.from([
      film.budget === undefined ? Number.NaN : Math.log(toCurrencyUnits(film.budget, 2)),
      film.budget === undefined ? 1 : 0,
      film.runtimeMin ?? Number.NaN,
      release / 365.25,
      records.of(film.directors),
      records.of(film.cast.slice(0, LEADS)),
      records.of(film.distributor === undefined ? [] : [film.distributor]),
      records.of(seriesOf(film.title)),
      records.knows(seriesOf(film.title)),
      ...(options.theaters ? [film.openingTheaters === undefined ? Number.NaN : Math.log(film.openingTheaters)] : []),
      ...[...words, ...slots].map((word) => (own.has(word) ? 1 : 0)),
    ]);
  });
}

/** The mean log total of earlier films that a name was part of, against all earlier films, held back while few. */
class Records {
  readonly #byName = new Map<string, { sum: number; count: number }>();
  #sum = 0;
  #count = 0;

  add({ film, total }: FilmRun, known: readonly FilmRun[]): void {
    const usual = this.#count === 0 ? Math.log(total) : this.#sum / this.#count;
    for (const name of [
      ...film.directors,
      ...film.cast.slice(0, LEADS),
      film.distributor ?? '',
      ...seriesOf(film.title),
    ]) {
      const record = this.#byName.get(name) ?? { sum: 0, count: 0 };
      this.#byName.set(name, { sum: record.sum + Math.log(total) - usual, count: record.count + 1 });
    }
    this.#sum += Math.log(total);
    this.#count = known.length + 1;
  }

  of(names: readonly string[]): number {
    const own = names.flatMap((name) => this.#byName.get(name) ?? []);
    if (own.length === 0) return 0;
    return own.reduce((mean, { sum, count }) => mean + sum / (count + SHRINK), 0) / own.length;
  }

  knows(names: readonly string[]): number {
    return names.some((name) => this.#byName.has(name)) ? 1 : 0;
  }
}

/** The title less number and subtitle, as a name of its series. */
function seriesOf(title: string): readonly string[] {
  const base = (title.split(/[:：·]/)[0] ?? '').replace(/[\s\dⅠ-Ⅻ]+$/u, '').trim();
  return base.length < 2 ? [] : [`series ${base.toLowerCase()}`];
}

function slotsOf({ film, release }: FilmRun): readonly string[] {
  const window = releaseWindowAt(release, film.market)?.id;
  return [`month ${monthOf(release)}`, `weekday ${weekday(release)}`, ...(window ? [`window ${window}`] : [])];
}

/** Words that occur often enough to learn from. */
function frequent(lists: readonly (readonly string[])[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const word of lists.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].filter(([word, count]) => word !== '' && count >= FEW).map(([word]) => word);
}
