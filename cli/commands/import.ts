import type { Command } from 'commander';
import type { ImportReport } from '../../lib/history/importReport.ts';
import type { Bind } from '../bind.ts';
import { EXIT } from '../exitCode.ts';
import { checkHistory, kindOf, noteIssues, readUserFile } from '../historyFiles.ts';
import { awaitReport, dropBatch, toBatches } from '../system/dropHistory.ts';
import { openStores } from '../system/openStores.ts';
import { DEFAULT_DATA, openSystem } from '../system/openSystem.ts';

interface ImportOptions {
  readonly data?: string;
  readonly check?: boolean;
}

/** `marquee import`: hands history files to the local system, or only checks them. */
export function registerImport(program: Command, bind: Bind): void {
  const command = program
    .command('import')
    .argument('<files...>', 'films and daily files in the canonical format')
    .description('check history files row by row and import them / 逐行检查并导入历史数据')
    .option('--data <folder>', 'data folder of the local run')
    .option('--check', 'only check the files, import nothing')
    .addHelpText('after', '\nExample:\n  marquee import exports/films.csv exports/daily.csv.gz');
  bind<ImportOptions>(command, async (options, terminal, operands) => {
    const files = await Promise.all(operands.map((file) => readUserFile(terminal.resolve(file))));
    if (options.check) {
      const of = (kind: 'films' | 'daily') => files.filter((file) => kindOf(file) === kind);
      const checked = await checkHistory(of('films'), of('daily'), Date.now(), terminal);
      noteIssues(checked, terminal);
      const counts = { films: checked.films.length, rows: checked.rows.length, quarantined: checked.quarantine.length };
      terminal.result(
        `${counts.films} films, ${counts.rows} daily rows, ${counts.quarantined} not taken 未接受`,
        counts,
      );
      return checked.quarantine.length > 0 ? EXIT.failed : EXIT.done;
    }
    const batches = toBatches(files);
    const data = options.data ? terminal.resolve(options.data) : DEFAULT_DATA;
    const system = await openSystem(data, terminal);
    try {
      const { history } = openStores(system.endpoints.environment);
      const reports: ImportReport[] = [];
      let dropped = false;
      for (const batch of batches) {
        dropped = (await dropBatch(history, batch)) || dropped;
        terminal.progress(`importing 正在导入 ${batch.name} …`);
        reports.push(await awaitReport(history, batch));
      }
      terminal.result(reports.map(describeReport).join('\n'), reports);
      if (reports.some(({ status }) => status === 'refused')) return EXIT.failed;
      return dropped ? EXIT.done : EXIT.nothingToDo;
    } finally {
      await system.close();
    }
  });
}

/** What became of a batch, for people. */
export function describeReport({ batch, status, films, daily, quarantine, markets }: ImportReport): string {
  const lines = [`${batch}: ${STATUS_TEXT[status]}`];
  for (const file of [films, daily]) {
    if (!file) continue;
    const { name, rows, accepted, waiting, quarantined, warnings, refusal } = file;
    lines.push(
      `  ${name}: ${rows} rows 行, ${accepted} accepted 接受, ${waiting} waiting 等待, ${quarantined} quarantined 隔离, ${warnings} warnings 警告`,
    );
    if (refusal) lines.push(`    ${refusal.en} ${refusal.nextEn}\n    ${refusal.zh} ${refusal.nextZh}`);
  }
  for (const [code, count] of Object.entries(quarantine)) lines.push(`  ${count} x ${code}`);
  if (Object.keys(quarantine).length > 0) lines.push(`  → reports/${batch}/quarantine.csv`);
  for (const market of markets)
    lines.push(`  ${market.market}: ${market.films} films 影片, ${market.rows} daily rows 每日行`);
  return lines.join('\n');
}

const STATUS_TEXT = { settled: 'accepted 已接受', waiting: 'waiting 等待中', refused: 'refused 已拒收' } as const;
