import { type Command, InvalidArgumentError } from 'commander';
import { AppError } from '../../lib/errors/appError.ts';
import { type ExportSummary, exportEverything } from '../../lib/export/exportEverything.ts';
import type { ExportRange } from '../../lib/export/exportTables.ts';
import { type Day, formatDay, parseDay } from '../../lib/film/day.ts';
import { isMarket, MARKETS, type Market } from '../../lib/film/market.ts';
import type { Bind } from '../bind.ts';
import { EXIT } from '../exitCode.ts';
import { openExportFolder } from '../system/exportFolder.ts';
import { exportSources } from '../system/exportSources.ts';
import { openStores } from '../system/openStores.ts';
import { DEFAULT_DATA, openSystem } from '../system/openSystem.ts';
import { untilStopped } from '../system/untilStopped.ts';

interface ExportCommandOptions extends ExportRange {
  readonly out: string;
  readonly data?: string;
}

const ABOUT = `
Writes to a new folder: every chain with its contents (JSON lines), the signed days, the public key, and signals,
forecasts and changes of films as Parquet by market and day (docs/exports.md). --market, --from and --until choose rows
of the tables; chains are always whole. The folder appears when everything is written.
写入一个新目录:全部哈希链及其内容(JSON Lines)、签名的封存日、公钥,以及按市场与日期分区的信号、预测与影片变更
(Parquet,见 docs/exports.md)。--market、--from、--until 只筛选表中的行,哈希链始终完整。全部写完后目录才会出现。

Example:
  marquee export --out export-2026-05 --market CN --from 2026-05-01 --until 2026-06-01`;

/** `marquee export`: everything that proves and tells what was recorded, as files. */
export function registerExport(program: Command, bind: Bind): void {
  const command = program
    .command('export')
    .description('write chains, proofs, signals and forecasts as files / 导出哈希链、证明、信号与预测')
    .requiredOption('--out <folder>', 'a folder that is not there yet')
    .option('--market <code>', 'rows of this market only', readMarket)
    .option('--from <date>', 'rows from this local day on', readDate)
    .option('--until <date>', 'rows before this local day', readDate)
    .option('--data <folder>', 'data folder of the local run')
    .addHelpText('after', ABOUT);
  bind<ExportCommandOptions>(command, async ({ out, data, market, from, until }, terminal) => {
    if (from !== undefined && until !== undefined && until <= from) {
      throw new AppError('cli.value-malformed', { value: formatDay(until), what: 'end (later than --from)' });
    }
    const folder = terminal.resolve(out);
    const stopped = untilStopped(terminal);
    const target = await openExportFolder(folder, stopped.signal);
    try {
      const system = await openSystem(data ? terminal.resolve(data) : DEFAULT_DATA, terminal);
      try {
        const onProgress = (name: string) => terminal.progress(`exporting 正在导出 ${name} …`);
        const options = { market, from, until, now: Date.now(), onProgress };
        const summary = await exportEverything(
          exportSources(openStores(system.endpoints.environment)),
          target,
          options,
        );
        if (summary.records + summary.forecasts + summary.signals + summary.filmChanges === 0) {
          terminal.result('nothing recorded yet 尚无任何记录', summary);
          return EXIT.nothingToDo;
        }
        await target.finish();
        terminal.result(describeExport(folder, summary), { folder, ...summary });
        return EXIT.done;
      } finally {
        await system.close();
      }
    } finally {
      await target.discard();
    }
  });
}

function describeExport(folder: string, summary: ExportSummary): string {
  const { records, days, forecasts, signals, filmChanges, files, bytes } = summary;
  return [
    `${folder}: ${files} files 个文件, ${(bytes / 1e6).toFixed(1)} MB`,
    `  ${records} records 条记录, ${days} signed days 个签名日`,
    `  ${signals} signals 条信号, ${forecasts} forecasts 条预测, ${filmChanges} changes of films 条影片变更`,
    '  → marquee verify',
  ].join('\n');
}

function readMarket(text: string): Market {
  const market = text.toUpperCase();
  if (isMarket(market)) return market;
  throw new InvalidArgumentError(`one of ${Object.keys(MARKETS).join(', ')}`);
}

function readDate(text: string): Day {
  try {
    return parseDay(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof AppError ? error.message : String(error));
  }
}
