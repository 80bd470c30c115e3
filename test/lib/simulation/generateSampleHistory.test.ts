import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../lib/film/day.ts';
import { parseDaily } from '../../../lib/history/parseDaily.ts';
import { parseFilms } from '../../../lib/history/parseFilms.ts';
import { writeDailyCsv } from '../../../lib/history/writeDailyCsv.ts';
import { writeFilmsCsv } from '../../../lib/history/writeFilmsCsv.ts';
import { canonicalJson } from '../../../lib/provenance/canonicalJson.ts';
import { generateSampleHistory } from '../../../lib/simulation/generateSampleHistory.ts';
import { dataSourceOf } from '../../../lib/training/dataSource.ts';

const OPTIONS = { seed: 20_260_101, filmsPerMarket: 250, from: parseDay('2023-01-01'), until: parseDay('2026-01-01') };
const history = generateSampleHistory(OPTIONS);
const now = Date.parse('2026-01-01T12:00:00Z');

describe('the sample history', () => {
  it('is the same for the same seed, and another for another', () => {
    const hash = (seed: number) => {
      const { films, rows } = generateSampleHistory({ ...OPTIONS, filmsPerMarket: 40, seed });
      return createHash('sha256')
        .update(JSON.stringify([films, rows]))
        .digest('hex');
    };
    expect(hash(1)).toBe(hash(1));
    expect(hash(1)).not.toBe(hash(2));
  });

  it('has as many films of each market as it was asked for, or of one market alone', () => {
    const count = (films: readonly { readonly market: string }[], market: string) =>
      films.filter((film) => film.market === market).length;
    expect([count(history.films, 'US'), count(history.films, 'CN')]).toEqual([250, 250]);
    const alone = generateSampleHistory({ ...OPTIONS, filmsPerMarket: 20, markets: ['CN'] });
    expect([count(alone.films, 'US'), count(alone.films, 'CN')]).toEqual([0, 20]);
  });

  it('comes back whole from its own CSV, with nothing quarantined', async () => {
    const films = await parseFilms({ name: 'films.csv', body: Buffer.from(writeFilmsCsv(history.films)) }, { now });
    const byId = new Map(history.films.map((film) => [film.filmId, film]));
    const body = Buffer.from(writeDailyCsv(history.rows, history.films));
    const daily = await parseDaily({ name: 'daily.csv', body }, { now, filmOf: (filmId) => byId.get(filmId) });
    expect([films.quarantine, daily.quarantine]).toEqual([[], []]);
    const items = [films, daily].map((file) => (file.status === 'accepted' ? file.items : file.refusal));
    expect(canonicalJson(items) === canonicalJson([history.films, history.rows])).toBe(true);
  });

  it('shows nothing from after its last day', () => {
    expect(history.rows.reduce((last, { date }) => Math.max(last, date), 0)).toBe(OPTIONS.until - 1);
  });

  it('is told apart from real films by every id', () => {
    expect(dataSourceOf(history.films)).toBe('simulated');
    expect(history.films.every(({ filmId }) => filmId.startsWith('sim-'))).toBe(true);
    expect(new Set(history.films.map(({ filmId }) => filmId)).size).toBe(500);
    expect(new Set(history.films.map(({ title }) => title)).size).toBe(500);
  });

  it('knows a final gross only of runs that are over, never below the sum of their days', () => {
    const sums = new Map<string, { sum: number; last: number }>();
    for (const { filmId, date, values } of history.rows) {
      if (values.gross === undefined) continue;
      sums.set(filmId, { sum: (sums.get(filmId)?.sum ?? 0) + values.gross, last: date });
    }
    for (const { filmId, finalGross } of history.films) {
      const { sum, last } = sums.get(filmId) ?? { sum: 0, last: OPTIONS.until - 1 };
      if (finalGross === undefined) expect(last).toBe(OPTIONS.until - 1);
      else expect(finalGross).toBeGreaterThanOrEqual(sum);
    }
  });

  it.each(['US', 'CN'])('has films for T-7, T-3, T+0, T+2, T+4 and T+7 at its end in %s', (market) => {
    const live = history.films.filter((film) => film.market === market && film.finalGross === undefined);
    const origins = live.map((film) => OPTIONS.until - film.releaseDate);
    expect(origins).toEqual(expect.arrayContaining([-7, -3, 0, 2, 4, 7]));
  });
});
