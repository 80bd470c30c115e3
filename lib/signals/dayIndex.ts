import type { Day } from '../film/day.ts';
import type { DailySeries } from './dailySeries.ts';

/** Which films have a known gross on which day, and what the market took, exactly, in minor units. */
export class DayIndex {
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly #starts: Int32Array;
  readonly #films: Int32Array;
  readonly #grossBefore: Float64Array;

  constructor(series: readonly DailySeries[]) {
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (const { days } of series) {
      if (days.length === 0) continue;
      first = Math.min(first, days[0] as number);
      last = Math.max(last, days.at(-1) as number);
    }
    const size = last < first ? 0 : last - first + 1;
    this.firstDay = size === 0 ? 0 : first;
    this.lastDay = this.firstDay + size - 1;
    this.#starts = new Int32Array(size + 1);
    this.#grossBefore = new Float64Array(size + 1);
    const gross = (film: DailySeries, day: Day) => film.value('gross', day);
    for (const film of series) {
      for (const day of film.days) {
        const value = gross(film, day);
        if (Number.isNaN(value)) continue;
        const at = day - this.firstDay + 1;
        this.#starts[at] = (this.#starts[at] as number) + 1;
        this.#grossBefore[at] = (this.#grossBefore[at] as number) + value;
      }
    }
    for (let at = 1; at <= size; at++) {
      this.#starts[at] = (this.#starts[at] as number) + (this.#starts[at - 1] as number);
      this.#grossBefore[at] = (this.#grossBefore[at] as number) + (this.#grossBefore[at - 1] as number);
    }
    this.#films = new Int32Array(this.#starts[size] as number);
    const next = this.#starts.slice();
    series.forEach((film, index) => {
      for (const day of film.days) {
        if (Number.isNaN(gross(film, day))) continue;
        const at = day - this.firstDay;
        this.#films[next[at] as number] = index;
        next[at] = (next[at] as number) + 1;
      }
    });
  }

  /** Indices of the films with a known gross on the day, ascending. */
  filmsOn(day: Day): Int32Array {
    const at = day - this.firstDay;
    if (at < 0 || day > this.lastDay) return this.#films.subarray(0, 0);
    return this.#films.subarray(this.#starts[at], this.#starts[at + 1]);
  }

  /** What all films took on days from `from` to `to`, both inclusive, in minor units. */
  grossBetween(from: Day, to: Day): number {
    const low = Math.max(from, this.firstDay) - this.firstDay;
    const high = Math.min(to, this.lastDay) - this.firstDay + 1;
    return high <= low ? 0 : (this.#grossBefore[high] as number) - (this.#grossBefore[low] as number);
  }
}
