import path from 'node:path';
import type { DataFolder } from './dataFolder.ts';
import { type DynamoDbServer, startDynamoDb } from './dynamodb/dynamoDbServer.ts';
import { LocalError } from './localError.ts';

/**
 * Opens the tables of the data folder. LevelDB locks its files for this process alone, and the system lifts that lock
 * however a process ends: this is what keeps a second local run out of the folder.
 * @throws LocalError `local.folder-in-use` or `local.data-unreadable`
 */
export async function openTables(data: DataFolder, port: number | undefined): Promise<DynamoDbServer> {
  const folder = data.part('dynamodb');
  try {
    return await startDynamoDb({ folder, journalFolder: data.part('dynamodb-journal'), port });
  } catch (error) {
    if (levelCode(error) === 'LEVEL_LOCKED') throw await data.inUse(error);
    if (folder === undefined || error instanceof LocalError) throw error;
    throw new LocalError(
      'local.data-unreadable',
      { folder: path.dirname(folder), reason: String(error) },
      { cause: error },
    );
  }
}

function levelCode(error: unknown): string | undefined {
  const { code, cause } = error as { readonly code?: string; readonly cause?: { readonly code?: string } };
  return cause?.code ?? code;
}
