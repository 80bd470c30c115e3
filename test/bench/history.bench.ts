import { existsSync, readFileSync } from 'node:fs';
import { parseDay } from '../../lib/film/day.ts';
import { type MarketRecords, mergeHistory } from '../../lib/history/mergeHistory.ts';
import { parseDaily } from '../../lib/history/parseDaily.ts';
import { parseFilms } from '../../lib/history/parseFilms.ts';
import { decodeSnapshot, encodeSnapshot } from '../../lib/history/snapshot.ts';
import { writeDailyCsv } from '../../lib/history/writeDailyCsv.ts';
import { generateSampleHistory } from '../../lib/simulation/generateSampleHistory.ts';
import { sharedData } from '../sharedData.ts';
import type { Benchmark, BenchmarkSuite } from './harness.ts';

const now = Date.parse('2026-06-02T00:00:00Z');
const SAMPLE = { seed: 1, filmsPerMarket: 700, from: parseDay('2016-01-01'), until: parseDay('2026-01-01') };

/** Reading history files, snapshots, and making the sample; goals from U3 and the size of the real US history. */
export const benchmarks: BenchmarkSuite = async () => {
  const sample = generateSampleHistory(SAMPLE);
  const films = new Map(sample.films.map((film) => [film.filmId, film]));
  const body = Buffer.from(writeDailyCsv(sample.rows, sample.films));
  const read = () => parseDaily({ name: 'daily.csv', body }, { now, filmOf: (filmId) => films.get(filmId) });
  const megabytes = (body.length / 1e6).toFixed(1);
  return {
    benchmarks: [
      {
        name: 'sample history, 700 films in each market',
        goalMs: 5_000,
        samples: 5,
        run: () => generateSampleHistory(SAMPLE),
      },
      { name: `read daily.csv, ${sample.rows.length} rows, ${megabytes} MB`, goalMs: 5_000, samples: 5, run: read },
      ...(await realUs()),
    ],
  };
};

async function realUs(): Promise<readonly Benchmark[]> {
  if (!existsSync(sharedData('us'))) return [];
  const [filmsBody, dailyBody] = ['films.csv', 'daily.csv.gz'].map((name) => readFileSync(sharedData('us', name)));
  const readUs = async (): Promise<MarketRecords> => {
    const films = await parseFilms({ name: 'films.csv', body: filmsBody ?? new Uint8Array() }, { now });
    const known = new Map((films.status === 'accepted' ? films.items : []).map((film) => [film.filmId, film]));
    const file = { name: 'daily.csv.gz', body: dailyBody ?? new Uint8Array() };
    const daily = await parseDaily(file, { now, filmOf: (filmId) => known.get(filmId) });
    return { market: 'US', films: [...known.values()], rows: daily.status === 'accepted' ? daily.items : [] };
  };
  const us = await readUs();
  const { bytes, hash } = encodeSnapshot(us);
  const rows = `${us.films.length} films and ${us.rows.length} rows of the real US`;
  return [
    { name: `read ${rows}`, goalMs: 14_400, samples: 5, run: readUs },
    { name: `encode a snapshot of ${rows}`, run: () => encodeSnapshot(us) },
    {
      name: `decode it and check its hash (${(bytes.length / 1e6).toFixed(1)} MB)`,
      goalMs: 300,
      run: () => decodeSnapshot(bytes, hash),
    },
    { name: 'merge it with itself', run: () => mergeHistory(us, us) },
  ];
}
