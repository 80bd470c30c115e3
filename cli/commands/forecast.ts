import type { Command } from 'commander';
import { ortRuntime } from '../../lib/adapters/onnx/ortRuntime.ts';
import { describeIntegrity } from '../../lib/api/describeIntegrity.ts';
import { createFilmAssessor } from '../../lib/api/serving/filmAssessor.ts';
import { originOf } from '../../lib/api/useCases/originOf.ts';
import { dayOf } from '../../lib/calendar/zone.ts';
import { AppError } from '../../lib/errors/appError.ts';
import type { DailyRow } from '../../lib/film/film.ts';
import { formatOrigin } from '../../lib/film/origin.ts';
import { originMoment } from '../../lib/forecast/forecastMoment.ts';
import { prepareBothWays } from '../../lib/forecast/prepareBothWays.ts';
import { prepareForecast } from '../../lib/forecast/prepareForecast.ts';
import type { MarketHistory } from '../../lib/signals/marketHistory.ts';
import { readManifest } from '../../lib/training/artifact/manifest.ts';
import { type OpenedArtifact, openArtifact } from '../../lib/training/artifact/openArtifact.ts';
import type { Bind } from '../bind.ts';
import { describeForecast, type ForecastBody } from '../describeForecast.ts';
import { EXIT } from '../exitCode.ts';
import { checkHistory, noteIssues, readUserFile, toHistories } from '../historyFiles.ts';
import { callApi } from '../system/callApi.ts';
import { DEFAULT_DATA, openSystem } from '../system/openSystem.ts';
import { readArtifactFolder, shippedArtifacts } from '../system/shippedArtifacts.ts';
import type { Terminal } from '../terminal.ts';

interface ForecastOptions {
  readonly origin?: string;
  readonly asOf?: string;
  readonly market?: string;
  readonly endpoint?: string;
  readonly token?: string;
  readonly data?: string;
  readonly films?: readonly string[];
  readonly daily?: readonly string[];
  readonly artifact?: string;
}

/** `marquee forecast FILM`: the same body as POST /v1/forecasts. */
export function registerForecast(program: Command, bind: Bind): void {
  const command = program
    .command('forecast')
    .argument('<film>', 'film_id')
    .description('forecast one film / 预测一部影片')
    .option('--origin <origin>', 'when the forecast is made, T-7 … T+7; default: the latest possible')
    .option(
      '--as-of <time>',
      'ISO instant: the forecast as it was answered then; with --films, as of the last midnight before it',
    )
    .option('--market <code>', 'needed where the same id exists in several markets')
    .option('--endpoint <url>', 'a deployed API; its token in --token or MARQUEE_TOKEN')
    .option('--token <jwt>', 'bearer token for --endpoint')
    .option('--data <folder>', 'data folder of the local run')
    .option('--films <files...>', 'work on files alone: films files')
    .option('--daily <files...>', 'work on files alone: daily files')
    .option('--artifact <folder>', 'with files: the artifact to use; default: the shipped one')
    .addHelpText(
      'after',
      '\nExample:\n  marquee forecast sim-us-001 --origin T+3 --json\n  marquee forecast sim-us-001 --as-of 2026-02-14T15:00:00+08:00',
    );
  bind<ForecastOptions>(command, async (options, terminal, [filmId = '']) => {
    const body = options.films
      ? await forecastFromFiles(filmId, options, options.films, terminal)
      : await forecastOverHttp(filmId, options, terminal);
    terminal.result(describeForecast(body), body);
    return EXIT.done;
  });
}

async function forecastOverHttp(filmId: string, options: ForecastOptions, terminal: Terminal): Promise<ForecastBody> {
  const { market, endpoint, origin, asOf } = options;
  const ask = (api: string, token: string) => {
    return callApi<ForecastBody>(api, token, 'POST', '/v1/forecasts', {
      ...{ filmId },
      ...(origin && { origin }),
      ...(asOf && { asOf: new Date(readInstant(asOf)).toISOString() }),
      ...(market && { market }),
    });
  };
  if (endpoint) return ask(endpoint.replace(/\/+$/, ''), options.token ?? process.env['MARQUEE_TOKEN'] ?? '');
  const system = await openSystem(options.data ? terminal.resolve(options.data) : DEFAULT_DATA, terminal);
  try {
    return await ask(system.endpoints.api, system.endpoints.token);
  } finally {
    await system.close();
  }
}

async function forecastFromFiles(
  filmId: string,
  options: ForecastOptions,
  films: readonly string[],
  terminal: Terminal,
): Promise<ForecastBody> {
  const read = (files: readonly string[]) => Promise.all(files.map((file) => readUserFile(terminal.resolve(file))));
  const checked = await checkHistory(await read(films), await read(options.daily ?? []), Date.now(), terminal);
  noteIssues(checked, terminal);
  const found = [...toHistories(checked)].flatMap(([market, history]) => {
    const index = history.indexOf(filmId);
    return index === undefined || (options.market && options.market !== market) ? [] : [{ history, index }];
  })[0];
  const film = found?.history.films[found.index];
  if (!found || !film) throw new AppError('cli.film-unknown', { filmId });
  const asked = options.asOf
    ? formatOrigin(dayOf(readInstant(options.asOf), film.market) - film.releaseDate)
    : options.origin;
  const artifact = options.artifact
    ? await readArtifactFolder(terminal.resolve(options.artifact))
    : (await shippedArtifacts()).find(({ market }) => market === film.market)?.files;
  if (!artifact) throw new AppError('champion.none', { market: film.market });
  const { id } = readManifest(artifact.get('manifest.json') ?? new Uint8Array());
  const opened = await openArtifact({ files: artifact }, ortRuntime, { id });
  try {
    const { history, index } = found;
    return await forecastInHistory(opened, history, { index, asked, rows: checked.rows });
  } finally {
    await opened.close();
  }
}

interface AskedFilm {
  /** Of the film in the history. */
  readonly index: number;
  /** An origin; default the latest. */
  readonly asked: string | undefined;
  /** Of all films. */
  readonly rows: readonly DailyRow[];
}

async function forecastInHistory(
  artifact: OpenedArtifact,
  history: MarketHistory,
  { index, asked, rows }: AskedFilm,
): Promise<ForecastBody> {
  const film = history.films[index] as MarketHistory['films'][0];
  const byFilm = Map.groupBy(rows, ({ filmId }) => filmId);
  const rowsOf = (filmId: string) => byFilm.get(filmId) ?? [];
  const moment = originMoment(film, originOf(history, film, asked, Date.now()));
  const known = { history, rowsOf };
  const { served, other, integrity } = prepareBothWays({
    ...{ history, film: index },
    assessment: createFilmAssessor()({ film, rows: rowsOf(film.filmId), moment, known }),
    prepare: (from) => prepareForecast(artifact, from, index, moment),
  });
  const [told, otherwise] = await Promise.all([served.run(), other?.run()]);
  const doubts = integrity ? { integrity: describeIntegrity(film.market, integrity, otherwise) } : {};
  return { ...told, ...doubts, degraded: false, staleSources: [], cache: 'miss' };
}

function readInstant(text: string): number {
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw new AppError('cli.value-malformed', { value: text, what: 'time 时间' });
  return instant;
}
