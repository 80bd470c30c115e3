import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { ablate } from '../../lib/evaluation/ablation.ts';
import { ablationChart } from '../../lib/evaluation/ablationChart.ts';
import type { AblationReport } from '../../lib/evaluation/ablationReport.ts';
import { backtest } from '../../lib/evaluation/backtest.ts';
import { errorChart } from '../../lib/evaluation/errorChart.ts';
import type { MarketReport } from '../../lib/evaluation/marketReport.ts';
import type { Prediction } from '../../lib/evaluation/prediction.ts';
import { predictionsCsv } from '../../lib/evaluation/predictionsCsv.ts';
import type { BacktestOptions, BacktestProgress } from '../../lib/evaluation/rollOrigins.ts';
import type { Market } from '../../lib/film/market.ts';
import type { MarketHistory } from '../../lib/signals/marketHistory.ts';
import { DEFAULT_LEARNERS, LEARNER_NAMES } from '../../lib/training/learners.ts';
import { ablationTable } from '../ablationTable.ts';
import type { Bind } from '../bind.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import { checkHistory, noteIssues, readUserFile, toHistories } from '../historyFiles.ts';
import { reportTable } from '../reportTable.ts';
import { withWorkers } from '../system/fitOnWorkers.ts';
import type { Terminal } from '../terminal.ts';
import { readDate, readMarket, readModels, readOrigins, readParts, readRhythm } from './backtestOptions.ts';

interface Options extends BacktestOptions {
  readonly films: readonly string[];
  readonly daily: readonly string[];
  readonly market?: Market;
  readonly ablate?: ReturnType<typeof readParts>;
  readonly predictions?: string;
  readonly report?: string;
  readonly chart?: string;
}

const DEFAULT_ORIGINS = 'T-7,T+0,T+1,T+3,T+7';

const EXAMPLES = `
Example:
  marquee backtest --films films.csv --daily daily.csv.gz --test-from 2016-01-01 --test-until 2018-01-01 \\
    --origins T+0,T+1,T+3,T+7 --predictions out.csv --report out.json --chart out.svg
  marquee backtest --films films.csv --daily daily.csv.gz --test-from 2014-01-01 --test-until 2016-01-01 \\
    --market US --origins T+1,T+3 --ablate models,groups --report worth.json --chart worth.svg`;

/** `marquee backtest`: how wrong forecasts would have been, made by models that knew only what was known then. */
export function registerBacktest(program: Command, bind: Bind): void {
  const command = program
    .command('backtest')
    .description('rolling-origin evaluation on history files / 在历史数据上做滚动起点回测')
    .requiredOption('--films <files...>', 'films files')
    .requiredOption('--daily <files...>', 'daily files')
    .requiredOption('--test-from <date>', 'first release date that is forecast', readDate)
    .requiredOption('--test-until <date>', 'release date before which forecasting ends (exclusive)', readDate)
    .option('--origins <list>', 'when forecasts are made', readOrigins, readOrigins(DEFAULT_ORIGINS))
    .option('--refit <rhythm>', 'yearly or once', readRhythm, 'yearly')
    .option('--market <code>', 'only this market', readMarket)
    .option('--models <list>', `default, or names of ${LEARNER_NAMES.join(', ')}`, readModels, DEFAULT_LEARNERS)
    .option('--predictions <file>', 'write every forecast as CSV')
    .option('--report <file>', 'write the figures as JSON')
    .option('--chart <file>', 'draw the figures as SVG')
    .addOption(
      new Option('--ablate <list>', 'instead: what each part is worth (models, groups, or names of them)')
        .argParser(readParts)
        .conflicts('predictions'),
    )
    .addHelpText('after', EXAMPLES);
  bind<Options>(command, async (options, terminal) => {
    const read = (files: readonly string[]) => Promise.all(files.map((file) => readUserFile(terminal.resolve(file))));
    const checked = await checkHistory(await read(options.films), await read(options.daily), Date.now(), terminal);
    noteIssues(checked, terminal);
    const wanted = [...toHistories(checked)].filter(([market]) => !options.market || options.market === market);
    if (wanted.length === 0) return EXIT.nothingToDo;
    return options.ablate
      ? ablateMarkets(wanted, options, options.ablate, terminal)
      : testMarkets(wanted, options, terminal);
  });
}

type Histories = readonly (readonly [Market, MarketHistory])[];

async function testMarkets(histories: Histories, options: Options, terminal: Terminal): Promise<ExitCode> {
  const markets: Partial<Record<Market, MarketReport>> = {};
  const predictions: Prediction[] = [];
  for (const [market, history] of histories) {
    const done = await withWorkers((fit) => backtest(history, options, progressOn(terminal), fit));
    markets[market] = done.report;
    for (const prediction of done.predictions) predictions.push(prediction);
  }
  const report = { markets };
  const write = writerOf(terminal);
  await write(options.predictions, () => predictionsCsv(predictions));
  await write(options.report, () => `${JSON.stringify(report, null, 2)}\n`);
  await write(options.chart, () => errorChart(markets));
  terminal.result(reportTable(markets), report);
  return EXIT.done;
}

async function ablateMarkets(
  histories: Histories,
  options: Options,
  partsOf: ReturnType<typeof readParts>,
  terminal: Terminal,
): Promise<ExitCode> {
  const parts = partsOf(options.models);
  if (parts.length === 0) return EXIT.nothingToDo;
  const reports: AblationReport[] = [];
  for (const [, history] of histories) {
    reports.push(await withWorkers((fit) => ablate(history, options, parts, progressOn(terminal), fit)));
  }
  const ablations: Partial<Record<Market, AblationReport>> = Object.fromEntries(
    reports.map((report) => [report.market, report]),
  );
  const write = writerOf(terminal);
  await write(options.report, () => `${JSON.stringify({ ablations }, null, 2)}\n`);
  await write(options.chart, () => ablationChart(reports));
  terminal.result(reports.map(ablationTable).join('\n\n\n'), { ablations });
  return EXIT.done;
}

const progressOn =
  (terminal: Terminal) =>
  ({ message, done, total }: BacktestProgress) =>
    terminal.progress(`${message}: ${Math.floor((100 * done) / total)} %`);

const writerOf = (terminal: Terminal) => async (file: string | undefined, content: () => string) => {
  if (file) await writeFile(terminal.resolve(file), content());
};
