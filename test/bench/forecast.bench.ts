import { existsSync } from 'node:fs';
import { ortRuntime } from '../../lib/adapters/onnx/ortRuntime.ts';
import { parseDay } from '../../lib/film/day.ts';
import { distributions } from '../../lib/forecast/distribution.ts';
import { filmInputs } from '../../lib/forecast/filmInputs.ts';
import { pointsFrom } from '../../lib/forecast/pointForecast.ts';
import { prepareForecast } from '../../lib/forecast/prepareForecast.ts';
import { runModels } from '../../lib/forecast/runModels.ts';
import { knownTakings } from '../../lib/forecast/takings.ts';
import { originInstant, viewAsOf } from '../../lib/signals/asOfView.ts';
import { buildMarketHistory } from '../../lib/signals/marketHistory.ts';
import { openArtifact } from '../../lib/training/artifact/openArtifact.ts';
import { exportMarket } from '../../lib/training/exportMarket.ts';
import { trainMarket } from '../../lib/training/trainMarket.ts';
import { trainOptions } from '../../lib/training/trainOptions.ts';
import { readRealHistory } from '../lib/features/readRealHistory.ts';
import { sharedData } from '../sharedData.ts';
import type { BenchmarkSuite } from './harness.ts';

const ORIGIN = 3;

/** Opening an artifact and forecasting in the process, on real US films; goals of the design's table of speeds. */
export const benchmarks: BenchmarkSuite = async () => {
  if (!existsSync(sharedData('us', 'films.csv'))) {
    console.log('forecast: skipped for lack of shared data');
    return { benchmarks: [] };
  }
  const { films, rows } = await readRealHistory('US');
  const history = buildMarketHistory('US', films, rows);
  const trained = await trainMarket(history, trainOptions({ asOf: parseDay('2018-06-01'), origins: [0, ORIGIN] }));
  const provenance = { fingerprint: '0'.repeat(64), source: 'imported', trainer: 'bench' } as const;
  const { files, id } = exportMarket(trained, history, provenance);
  const open = () => openArtifact({ files }, ortRuntime, { id });
  const artifact = await open();
  const served = artifact.origins.get(ORIGIN);
  if (!served) throw new Error('the origin was trained');

  /** A forecast without its reasons, its path and its comparables. */
  const distributionOf = async (film: number) => {
    const source = history.films[film];
    if (!source) throw new RangeError('no such film');
    const view = viewAsOf(history, originInstant(source, ORIGIN));
    const inputs = filmInputs(view, film, artifact.context);
    const points = pointsFrom(await runModels(served, inputs), served.explanation.stack.models, inputs.anchor);
    return distributions(points, served.calibration, knownTakings(view, film), inputs.opening);
  };
  let asked = 0;
  const another = () => 2_000 + (asked++ % 900);
  return {
    benchmarks: [
      {
        name: 'opening an artifact of two origins, all checks and golden rows',
        run: async () => (await open()).close(),
      },
      {
        name: 'one forecast in the process: features, ONNX, intervals',
        goalMs: 1,
        run: () => distributionOf(another()),
        samples: 30,
        warmUp: 10,
        perSample: 100,
      },
      {
        name: 'one forecast in the process, with drivers, path and comparables',
        run: () => prepareForecast(artifact, history, another(), ORIGIN).run(),
        samples: 30,
        warmUp: 5,
        perSample: 20,
      },
    ],
    end: () => artifact.close(),
  };
};
