import type { MarketView } from '../../signals/asOfView.ts';
import type { CatalogueIndex } from '../../signals/catalogueIndex.ts';
import type { KnownFilm } from '../../signals/knownFilm.ts';
import { LEGS_RESIDUAL, OPENING_PER_THEATER, TOTAL_RESIDUAL } from './filmResiduals.ts';

/** The finished films of the people of one role; all in natural logs, NaN when there is no such film. */
export interface TalentRecord {
  /** The best of their records, each the sum of its residuals over n + 1.5. */
  readonly best: number;
  /** The mean of their records. */
  readonly mean: number;
  /** Finished films of all of them together; NaN when the film names nobody. */
  readonly films: number;
  /** Residual of legs, the sum over n + 3. */
  readonly legs: number;
  /** Mean residual of the latest eight films. */
  readonly latest: number;
  /** Mean takings per theatre in the first three days of the latest 25 films. */
  readonly perTheater: number;
}

/** Films that a record is pulled towards none by; chosen on US films of 2011-2015. */
const RECORD_PRIOR = 1.5;
const LEGS_PRIOR = 3;
const LATEST = 8;
const LATEST_PER_THEATER = 25;

/** What is known, at the moment of the view, of the finished films of the people that an index files a film under. */
export function talentRecord(view: MarketView, film: KnownFilm, index: CatalogueIndex): TalentRecord {
  const people = new Set(index.keysOf(film));
  const records: number[] = [];
  const finished: number[] = [];
  for (const person of people) {
    let sum = 0;
    let films = 0;
    view.eachMaturedWith(index, person, (earlier) => {
      const residual = view.whenMature(TOTAL_RESIDUAL, earlier);
      if (Number.isNaN(residual)) return;
      sum += residual;
      films++;
      finished.push(earlier);
    });
    if (films > 0) records.push(sum / (films + RECORD_PRIOR));
  }
  // people who worked together share films, and each film counts once in what follows
  const films = Array.from(new Set(finished)).sort((a, b) => a - b);
  const legs = known(films.map((earlier) => view.whenMature(LEGS_RESIDUAL, earlier)));
  const perTheater = films.slice(-LATEST_PER_THEATER).map((earlier) => view.whenMature(OPENING_PER_THEATER, earlier));
  return {
    best: records.length === 0 ? Number.NaN : Math.max(...records),
    mean: mean(records),
    films: people.size === 0 ? Number.NaN : films.length,
    legs: legs.length === 0 ? Number.NaN : sumOf(legs) / (legs.length + LEGS_PRIOR),
    latest: mean(films.slice(-LATEST).map((earlier) => view.whenMature(TOTAL_RESIDUAL, earlier))),
    perTheater: mean(known(perTheater)),
  };
}

const known = (values: readonly number[]): readonly number[] => values.filter((value) => !Number.isNaN(value));
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const mean = (values: readonly number[]): number => (values.length === 0 ? Number.NaN : sumOf(values) / values.length);
