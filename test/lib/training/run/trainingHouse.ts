import { createMemoryItemTable } from '../../../../lib/adapters/memory/itemTable.ts';
import { createMemoryObjectStore } from '../../../../lib/adapters/memory/objectStore.ts';
import { createMemorySigner } from '../../../../lib/adapters/memory/signer.ts';
import { ortRuntime } from '../../../../lib/adapters/onnx/ortRuntime.ts';
import { parseDay } from '../../../../lib/film/day.ts';
import type { DailyRow, Film } from '../../../../lib/film/film.ts';
import { generateSampleHistory } from '../../../../lib/simulation/generateSampleHistory.ts';
import { createArtifactRegistry } from '../../../../lib/stores/artifactRegistry.ts';
import { createHistorySnapshots } from '../../../../lib/stores/historySnapshots.ts';
import { createTrainingRuns } from '../../../../lib/stores/trainingRuns.ts';
import type { TrainingDeps } from '../../../../lib/training/run/trainingDeps.ts';
import type { Stores } from './journal.ts';

export interface Records {
  readonly films: readonly Film[];
  readonly rows: readonly DailyRow[];
}

/** Simulated films of the US, a good year and a half of them more than a market needs to be trained on. */
export function sampleRecords(filmsPerMarket = 320): Records {
  const [from, until] = [parseDay('2021-01-01'), parseDay('2025-06-01')];
  const sample = generateSampleHistory({ seed: 7, filmsPerMarket, from, until });
  const films = sample.films.filter(({ market }) => market === 'US');
  const ids = new Set(films.map(({ filmId }) => filmId));
  return { films, rows: sample.rows.filter(({ filmId }) => ids.has(filmId)) };
}

const NOW = Date.parse('2025-06-02T00:00:00Z');
const signer = createMemorySigner();

export const memoryStores = (): Stores => ({
  table: createMemoryItemTable(() => NOW),
  objects: createMemoryObjectStore(),
});

/** What a training run works with over given stores; models small enough to be fitted often. */
export function houseOver({ table, objects }: Stores, options: TrainingDeps['options'] = {}): TrainingDeps {
  const clock = () => NOW;
  return {
    snapshots: createHistorySnapshots(table, objects),
    objects,
    registry: createArtifactRegistry({ table, objects, signer, clock }),
    runs: createTrainingRuns({ table, clock }),
    signer,
    runtime: ortRuntime,
    clock,
    trainer: 'test',
    options: { origins: [0, 3], learners: ['ridge'], ...options },
  };
}

/** Accepts records of the US into the history. @returns the key of the snapshot */
export async function acceptRecords({ table, objects }: Stores, records: Records, batch = 'b'): Promise<string> {
  const part = { batch, order: 1, stamp: '1', records: { market: 'US' as const, ...records } };
  return (await createHistorySnapshots(table, objects).accept(part, 0)).key;
}
