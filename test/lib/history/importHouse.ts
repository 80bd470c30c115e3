import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { createMemoryObjectStore } from '../../../lib/adapters/memory/objectStore.ts';
import type { Market } from '../../../lib/film/market.ts';
import type { ImportDeps } from '../../../lib/history/importBatch.ts';
import type { ImportReport } from '../../../lib/history/importReport.ts';
import type { MarketRecords } from '../../../lib/history/mergeHistory.ts';
import type { ItemTable } from '../../../lib/ports/itemTable.ts';
import type { ObjectStore } from '../../../lib/ports/objectStore.ts';
import type { TrainingRequest } from '../../../lib/ports/trainingQueue.ts';
import { createFilmCatalogue } from '../../../lib/stores/filmCatalogue.ts';
import { createHistorySnapshots } from '../../../lib/stores/historySnapshots.ts';
import { createImportBatches } from '../../../lib/stores/importBatches.ts';

export const MINUTE = 60_000;

/** Everything an import touches, in memory, with a clock that the test moves. */
export interface ImportHouse {
  now: number;
  readonly files: ObjectStore;
  readonly artifacts: ObjectStore;
  readonly operations: ItemTable;
  readonly requests: readonly TrainingRequest[];
  readonly deps: ImportDeps;
  /** Another worker over the same stores: a memory of its own, as another process has. */
  worker(): ImportDeps;
  drop(batch: string, name: string, content: string | Uint8Array): Promise<void>;
  report(batch: string): Promise<ImportReport>;
  quarantine(batch: string): Promise<string>;
  snapshot(market: Market): Promise<MarketRecords>;
}

export function importHouse(start: number, wrap: (table: ItemTable) => ItemTable = (table) => table): ImportHouse {
  const clock = () => house.now;
  const files = createMemoryObjectStore();
  const artifacts = createMemoryObjectStore();
  const operations = wrap(createMemoryItemTable(clock));
  const filmsTable = createMemoryItemTable(clock);
  const requests: TrainingRequest[] = [];
  const worker = (): ImportDeps => ({
    files,
    batches: createImportBatches(operations),
    snapshots: createHistorySnapshots(operations, artifacts),
    catalogue: createFilmCatalogue(filmsTable),
    training: {
      async request(request) {
        requests.push(request);
      },
    },
  });
  const text = async (key: string) => new TextDecoder().decode((await files.get(key))?.body);
  const house: ImportHouse = {
    now: start,
    ...{ files, artifacts, operations, requests, worker, deps: worker() },
    async drop(batch, name, content) {
      await files.put(`history/${batch}/${name}`, typeof content === 'string' ? Buffer.from(content) : content);
    },
    report: async (batch) => JSON.parse(await text(`reports/${batch}/import.json`)) as ImportReport,
    quarantine: (batch) => text(`reports/${batch}/quarantine.csv`),
    async snapshot(market) {
      const pointer = await worker().snapshots.current(market);
      return pointer ? worker().snapshots.load(pointer.key) : { market, films: [], rows: [] };
    },
  };
  return house;
}

export const FILM_HEADER = 'film_id,title,market,release_date,final_gross,currency';
export const DAILY_HEADER = 'film_id,date,gross';
export const csv = (...lines: readonly string[]) => `${lines.join('\n')}\n`;
