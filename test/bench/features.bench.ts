import { existsSync } from 'node:fs';
import { fitFeatureContext } from '../../lib/features/featureContext.ts';
import { featurize } from '../../lib/features/featurize.ts';
import type { Film } from '../../lib/film/film.ts';
import type { Market } from '../../lib/film/market.ts';
import { ORIGINS } from '../../lib/film/origin.ts';
import { originInstant, viewAsOf } from '../../lib/signals/asOfView.ts';
import { buildMarketHistory, type MarketHistory } from '../../lib/signals/marketHistory.ts';
import { withFilm } from '../../lib/signals/withFilm.ts';
import { inventHistory } from '../lib/features/inventHistory.ts';
import { readRealHistory } from '../lib/features/readRealHistory.ts';
import { sharedData } from '../sharedData.ts';
import type { Benchmark, BenchmarkSuite } from './harness.ts';

/** Features of a whole market at every origin; on real films where they are at hand, else on made-up ones. */
export const benchmarks: BenchmarkSuite = async () => {
  const real = existsSync(sharedData('us', 'films.csv'));
  const us = real ? await readRealHistory('US') : inventHistory('US', 1, 2_980);
  const cn = real ? await readRealHistory('CN') : inventHistory('CN', 2, 1_389);
  const kind = real ? 'real' : 'made-up';
  return {
    benchmarks: [...ofMarket('US', us.films, us.rows, kind), ...ofMarket('CN', cn.films, cn.rows, kind)],
  };
};

function ofMarket(
  market: Market,
  films: readonly Film[],
  rows: Parameters<typeof buildMarketHistory>[2],
  kind: string,
) {
  const name = (what: string) => `${what}, ${kind} ${market}`;
  const warm = buildMarketHistory(market, films, rows);
  const last = warm.films.at(-1) as Film;
  const whole = viewAsOf(warm, originInstant(last, 400));
  const context = fitFeatureContext(whole);
  const every = (history: MarketHistory) => {
    for (const origin of ORIGINS) {
      history.films.forEach(
        (film, index) => void featurize(viewAsOf(history, originInstant(film, origin)), index, context),
      );
    }
  };
  every(warm);
  let turn = 0;
  const film = warm.films[Math.floor(warm.films.length * 0.9)] as Film;
  const own = rows.filter((row) => row.filmId === film.filmId);
  const asked = () => {
    const history = withFilm(warm, film, own, { given: true });
    return featurize(viewAsOf(history, originInstant(film, 3)), history.films.length - 1, context);
  };
  const benchmarks: Benchmark[] = [
    {
      name: name(`arranging ${films.length} films, ${rows.length} rows`),
      run: () => buildMarketHistory(market, films, rows),
    },
    { name: name('fitting calendar effects'), run: () => fitFeatureContext(whole) },
    {
      name: name(`${films.length} films x ${ORIGINS.length} origins from scratch`),
      // the goal is that of 2,980 films, in proportion
      goalMs: (15_000 * films.length) / 2_980,
      run: () => every(buildMarketHistory(market, films, rows)),
      samples: 3,
      warmUp: 0,
    },
    {
      name: name('features of one film'),
      goalMs: 0.5,
      run: () => {
        turn = (turn + 7_919) % (warm.films.length * ORIGINS.length);
        const index = turn % warm.films.length;
        const origin = ORIGINS[Math.floor(turn / warm.films.length)] as number;
        return featurize(viewAsOf(warm, originInstant(warm.films[index] as Film, origin)), index, context);
      },
      perSample: 2_000,
    },
    { name: name('laying a film over the history, and its features'), goalMs: 1, run: asked, perSample: 100 },
  ];
  return benchmarks;
}
