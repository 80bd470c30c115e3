import { cholesky } from '../../stats/cholesky.ts';
import { solveCholesky } from '../../stats/solveCholesky.ts';
import type { FilmDays } from './filmDays.ts';

/** Keeps the slope of a film with days of one age only out of the sums. */
const NO_SPREAD = 1e-9;

/**
 * Ridge coefficients of the columns when every film has a level and a slope of its own: least squares on what is left of
 * each film after its mean and its trend over age are taken out (the Frisch-Waugh-Lovell theorem), worked out from the
 * few columns that each row touches.
 * @param kept rows that take part, 1 = yes
 * @param ridge added to the diagonal
 */
export function solveWithinFilms(days: FilmDays, kept: Uint8Array, ridge: number): Float64Array {
  const size = days.columns.length;
  const gram = new Float64Array(size * size);
  const moment = new Float64Array(size);
  const sums = new Float64Array(size);
  const trends = new Float64Array(size);
  for (let f = 0; f + 1 < days.filmStarts.length; f++) {
    const film = filmTrend(days, kept, f);
    if (film.count === 0) continue;
    const touched = new Set<number>();
    let ySum = 0;
    let yTrend = 0;
    eachRow(days, kept, f, (row) => {
      const y = days.logGross[row] as number;
      const age = (days.ages[row] as number) - film.meanAge;
      ySum += y;
      yTrend += y * age;
      const from = days.rowStarts[row] as number;
      const to = days.rowStarts[row + 1] as number;
      for (let a = from; a < to; a++) {
        const i = days.entries[a] as number;
        touched.add(i);
        sums[i] = (sums[i] as number) + 1;
        trends[i] = (trends[i] as number) + age;
        moment[i] = (moment[i] as number) + y;
        for (let b = from; b < to; b++) {
          const at = i * size + (days.entries[b] as number);
          gram[at] = (gram[at] as number) + 1;
        }
      }
    });
    for (const i of touched) {
      const level = (sums[i] as number) / film.count;
      const slope = (trends[i] as number) / film.spread;
      moment[i] = (moment[i] as number) - level * ySum - slope * yTrend;
      for (const j of touched) {
        const at = i * size + j;
        gram[at] = (gram[at] as number) - level * (sums[j] as number) - slope * (trends[j] as number);
      }
    }
    for (const i of touched) {
      sums[i] = 0;
      trends[i] = 0;
    }
  }
  for (let i = 0; i < size; i++) gram[i * size + i] = (gram[i * size + i] as number) + ridge;
  return solveCholesky(cholesky(gram, size), moment);
}

/** What is left of each row after the columns, and each film's level and slope, are taken out; and those slopes. */
export function residualsWithinFilms(
  days: FilmDays,
  kept: Uint8Array,
  coefficients: Float64Array,
): { residuals: Float64Array; slopes: number[] } {
  const residuals = new Float64Array(days.logGross.length);
  const slopes: number[] = [];
  for (let row = 0; row < residuals.length; row++) {
    let fitted = 0;
    for (let a = days.rowStarts[row] as number; a < (days.rowStarts[row + 1] as number); a++) {
      fitted += coefficients[days.entries[a] as number] as number;
    }
    residuals[row] = (days.logGross[row] as number) - fitted;
  }
  for (let f = 0; f + 1 < days.filmStarts.length; f++) {
    const film = filmTrend(days, kept, f);
    if (film.count === 0) continue;
    let sum = 0;
    let trend = 0;
    eachRow(days, kept, f, (row) => {
      sum += residuals[row] as number;
      trend += (residuals[row] as number) * ((days.ages[row] as number) - film.meanAge);
    });
    const slope = trend / film.spread;
    slopes.push(slope);
    for (let row = days.filmStarts[f] as number; row < (days.filmStarts[f + 1] as number); row++) {
      const age = (days.ages[row] as number) - film.meanAge;
      residuals[row] = (residuals[row] as number) - sum / film.count - slope * age;
    }
  }
  return { residuals, slopes };
}

function eachRow(days: FilmDays, kept: Uint8Array, film: number, visit: (row: number) => void): void {
  for (let row = days.filmStarts[film] as number; row < (days.filmStarts[film + 1] as number); row++) {
    if (kept[row] === 1) visit(row);
  }
}

function filmTrend(days: FilmDays, kept: Uint8Array, film: number): { count: number; meanAge: number; spread: number } {
  let count = 0;
  let sum = 0;
  let squares = 0;
  eachRow(days, kept, film, (row) => {
    const age = days.ages[row] as number;
    count++;
    sum += age;
    squares += age * age;
  });
  const meanAge = sum / count;
  return { count, meanAge, spread: squares - sum * meanAge + NO_SPREAD };
}
