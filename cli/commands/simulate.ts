import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { AppError } from '../../lib/errors/appError.ts';
import { type Day, formatDay, parseDay } from '../../lib/film/day.ts';
import { writeDailyCsv } from '../../lib/history/writeDailyCsv.ts';
import { writeFilmsCsv } from '../../lib/history/writeFilmsCsv.ts';
import { DEFAULT_SAMPLE } from '../../lib/simulation/defaultSample.ts';
import { SIMULATOR_HASH } from '../../lib/simulation/frozenHash.ts';
import { generateSampleHistory } from '../../lib/simulation/generateSampleHistory.ts';
import { isSimulatedMarket, SIMULATED_MARKETS, type SimulatedMarket } from '../../lib/simulation/simulatedMarket.ts';
import type { Bind } from '../bind.ts';
import { EXIT } from '../exitCode.ts';

interface SimulateOptions {
  readonly films: number;
  readonly market?: SimulatedMarket;
  readonly from: Day;
  readonly until: Day;
  readonly seed: number;
  readonly out: string;
}

/** More would not fit into one history file. */
const MOST_FILMS = 4_000;

const ABOUT = `
Writes films.csv and daily.csv.gz in the format of history files: made-up films with takings, screens, presale by day of
showing, want-to-see, heat, trailer plays, searches and sentiment. The same options give the same bytes. How it is made
and how near to real markets it comes: docs/simulation.md. No figure measured on it says anything about a real film.
写出 films.csv 与 daily.csv.gz(历史文件格式):虚构影片的票房、排片、分场次日预售、想看、热度、预告片播放、搜索与情感。
参数相同则字节相同。生成方法及与真实市场的接近程度见 docs/simulation.md。在其上测得的数字不代表任何真实影片。

Example:
  marquee simulate --films 300 --market CN --from 2023-01-01 --until 2026-01-01 --seed 7 --out simulated`;

/** `marquee simulate`: history files of made-up films, to try the product on or to test against. */
export function registerSimulate(program: Command, bind: Bind): void {
  const command = program
    .command('simulate')
    .description('write the history of a simulated market / 生成模拟市场的历史数据')
    .option('--films <count>', `films in each market, at most ${MOST_FILMS}`, readCount, DEFAULT_SAMPLE.filmsPerMarket)
    .option('--market <code>', `only this market (${SIMULATED_MARKETS.join(', ')})`, readMarket)
    .addOption(dateOption('--from <date>', 'first release date', DEFAULT_SAMPLE.from))
    .addOption(dateOption('--until <date>', 'the data end before this date', DEFAULT_SAMPLE.until))
    .option('--seed <number>', 'another seed, another world', readSeed, DEFAULT_SAMPLE.seed)
    .option('--out <folder>', 'where the files are written', 'simulated')
    .addHelpText('after', ABOUT);
  bind<SimulateOptions>(command, async ({ films, market, from, until, seed, out }, terminal) => {
    if (until <= from) {
      throw new AppError('cli.value-malformed', { value: formatDay(until), what: 'end (later than --from)' });
    }
    const history = generateSampleHistory({
      ...{ seed, filmsPerMarket: films, from, until },
      ...(market && { markets: [market] }),
      onProgress: (name, done) => terminal.progress(`simulating 正在模拟 ${name}: ${Math.floor(100 * done)} %`),
    });
    const folder = terminal.resolve(out);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'films.csv'), writeFilmsCsv(history.films));
    await writeFile(path.join(folder, 'daily.csv.gz'), gzipSync(writeDailyCsv(history.rows, history.films)));
    const made = { folder, films: history.films.length, rows: history.rows.length, seed, simulator: SIMULATOR_HASH };
    terminal.result(
      `${folder}: ${made.films} films 影片, ${made.rows} daily rows 每日行, seed 种子 ${seed}, simulator 模拟器 ${SIMULATOR_HASH.slice(0, 12)}`,
      made,
    );
    return EXIT.done;
  });
}

function readCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= MOST_FILMS) return count;
  throw new InvalidArgumentError(`a whole number from 1 to ${MOST_FILMS}`);
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (text.trim() !== '' && Number.isInteger(seed) && Math.abs(seed) <= 2 ** 31) return seed;
  throw new InvalidArgumentError('a whole number of at most 32 bits');
}

function readMarket(text: string): SimulatedMarket {
  const market = text.toUpperCase();
  if (isSimulatedMarket(market)) return market;
  throw new InvalidArgumentError(`one of ${SIMULATED_MARKETS.join(', ')}`);
}

function dateOption(flags: string, description: string, day: Day): Option {
  return new Option(flags, description).argParser(readDate).default(day, formatDay(day));
}

function readDate(text: string): Day {
  try {
    return parseDay(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof AppError ? error.message : String(error));
  }
}
