import path from 'node:path';
import { openExportFolder } from '../../../cli/system/exportFolder.ts';
import { exportEverything } from '../../../lib/export/exportEverything.ts';
import type { ExportSources } from '../../../lib/export/exportSources.ts';
import type { ExportRange } from '../../../lib/export/exportTables.ts';
import { WORLD_NOW } from './exportWorld.ts';

/** Exports as the command does, below a folder. @returns the exported folder and what it holds */
export async function exportToFolder(sources: ExportSources, parent: string, range: ExportRange = {}) {
  const folder = path.join(parent, 'export');
  const target = await openExportFolder(folder, new AbortController().signal);
  try {
    const summary = await exportEverything(sources, target, { now: WORLD_NOW, ...range });
    await target.finish();
    return { folder, summary };
  } finally {
    await target.discard();
  }
}
