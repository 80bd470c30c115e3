import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeFileAtomic } from '../files/writeFileAtomic.ts';
import type { DynamoEngine, DynamoJson } from './dynaliteEngine.ts';

/** How a record was before a transaction touched it; without `item` there was none. */
export interface UndoStep {
  readonly table: string;
  readonly key: DynamoJson;
  readonly item?: DynamoJson | undefined;
}

/** Remembers on disk how to take a transaction back, so that a crash half-way leaves nothing of it. */
export interface UndoJournal {
  begin(steps: readonly UndoStep[]): Promise<{ done(): Promise<void>; takeBack(engine: DynamoEngine): Promise<void> }>;
  /** Takes back what an earlier process left unfinished. */
  recover(engine: DynamoEngine): Promise<void>;
}

/** @param folder where the journal is kept; undefined = nothing outlives the process, so nothing is written */
export async function openUndoJournal(folder: string | undefined): Promise<UndoJournal> {
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  return {
    async begin(steps) {
      const file = folder === undefined ? undefined : path.join(folder, `${randomUUID()}.json`);
      if (file !== undefined) await writeFileAtomic(file, JSON.stringify(steps));
      const done = async () => {
        if (file !== undefined) await rm(file, { force: true });
      };
      return {
        done,
        async takeBack(engine) {
          await takeBack(engine, steps);
          await done();
        },
      };
    },
    async recover(engine) {
      for (const name of folder === undefined ? [] : await readdir(folder)) {
        const file = path.join(folder ?? '', name);
        if (name.endsWith('.json')) await takeBack(engine, JSON.parse(await readFile(file, 'utf8')) as UndoStep[]);
        await rm(file, { force: true });
      }
    },
  };
}

async function takeBack(engine: DynamoEngine, steps: readonly UndoStep[]): Promise<void> {
  for (const { table, key, item } of steps) {
    if (item === undefined) await engine.call('DeleteItem', { TableName: table, Key: key });
    else await engine.call('PutItem', { TableName: table, Item: item });
  }
}
