import { writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { AppError } from '../../lib/errors/appError.ts';
import { backtest } from '../../lib/evaluation/backtest.ts';
import type { MarketReport } from '../../lib/evaluation/marketReport.ts';
import type { Prediction } from '../../lib/evaluation/prediction.ts';
import { predictionsCsv } from '../../lib/evaluation/predictionsCsv.ts';
import type { RefitRhythm } from '../../lib/evaluation/refitDays.ts';
import type { BacktestProgress } from '../../lib/evaluation/rollOrigins.ts';
import { type Day, parseDay } from '../../lib/film/day.ts';
import { isMarket, type Market } from '../../lib/film/market.ts';
import { type Origin, parseOrigin } from '../../lib/film/origin.ts';
import { DEFAULT_LEARNERS, LEARNER_NAMES, type LearnerName } from '../../lib/training/learners.ts';
import type { Bind } from '../bind.ts';
import { EXIT } from '../exitCode.ts';
import { checkHistory, noteIssues, readUserFile, toHistories } from '../historyFiles.ts';
import { reportTable } from '../reportTable.ts';

interface BacktestOptions {
  readonly films: readonly string[];
  readonly daily: readonly string[];
  readonly testFrom: Day;
  readonly testUntil: Day;
  readonly origins: readonly Origin[];
  readonly refit: RefitRhythm;
  readonly market?: Market;
  readonly models: readonly LearnerName[];
  readonly predictions?: string;
  readonly report?: string;
}

const DEFAULT_ORIGINS = 'T-7,T+0,T+1,T+3,T+7';

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
    .addHelpText(
      'after',
      '\nExample:\n  marquee backtest --films films.csv --daily daily.csv.gz --test-from 2016-01-01 --test-until 2018-01-01 \\\n' +
        '    --origins T+0,T+1,T+3,T+7 --predictions out.csv --report out.json',
    );
  bind<BacktestOptions>(command, async (options, terminal) => {
    const read = (files: readonly string[]) => Promise.all(files.map((file) => readUserFile(terminal.resolve(file))));
    const checked = await checkHistory(await read(options.films), await read(options.daily), Date.now(), terminal);
    noteIssues(checked, terminal);
    const onProgress = ({ message, done, total }: BacktestProgress) =>
      terminal.progress(`${message}: ${Math.floor((100 * done) / total)} %`);
    const markets: Partial<Record<Market, MarketReport>> = {};
    const predictions: Prediction[] = [];
    for (const [market, history] of toHistories(checked)) {
      if (options.market && options.market !== market) continue;
      const done = backtest(history, options, onProgress);
      markets[market] = done.report;
      for (const prediction of done.predictions) predictions.push(prediction);
    }
    if (predictions.length === 0) return EXIT.nothingToDo;
    const report = { markets };
    if (options.predictions) await writeFile(terminal.resolve(options.predictions), predictionsCsv(predictions));
    if (options.report) await writeFile(terminal.resolve(options.report), `${JSON.stringify(report, null, 2)}\n`);
    terminal.result(reportTable(markets), report);
    return EXIT.done;
  });
}

/** Turns a refusal of the core into commander's "wrong use". */
function reading<T>(read: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return read(text);
    } catch (error) {
      throw new InvalidArgumentError(error instanceof AppError ? error.message : String(error));
    }
  };
}

const readDate = reading(parseDay);
const readOrigins = reading((text: string) => {
  const origins = text.split(',').map((one) => parseOrigin(one.trim()));
  return [...new Set(origins)].sort((a, b) => a - b);
});
const readRhythm = reading((text: string): RefitRhythm => {
  if (text === 'yearly' || text === 'once') return text;
  throw new AppError('cli.value-malformed', { value: text, what: 'refit rhythm (yearly, once)' });
});
const readMarket = reading((text: string): Market => {
  if (isMarket(text)) return text;
  throw new AppError('cli.value-malformed', { value: text, what: 'market (US, CN, KR)' });
});
const readModels = reading((text: string): readonly LearnerName[] => {
  if (text === 'default') return DEFAULT_LEARNERS;
  return text.split(',').map((name) => {
    const known = LEARNER_NAMES.find((one) => one === name.trim());
    if (!known) throw new AppError('cli.value-malformed', { value: name, what: `model (${LEARNER_NAMES.join(', ')})` });
    return known;
  });
});
