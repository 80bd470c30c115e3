import type { Command } from 'commander';
import { sha256 } from '../../lib/provenance/sha256.ts';
import type { Bind } from '../bind.ts';
import { EXIT } from '../exitCode.ts';
import { checkHistory, noteIssues, readUserFile, toHistories } from '../historyFiles.ts';
import { followTraining } from '../system/followTraining.ts';
import { openStores } from '../system/openStores.ts';
import { DEFAULT_DATA, openSystem } from '../system/openSystem.ts';
import { requestTraining } from '../system/requestTraining.ts';
import { trainFromFiles } from '../system/trainFromFiles.ts';
import { writeArtifact } from '../system/writeArtifact.ts';
import type { Terminal } from '../terminal.ts';

interface TrainOptions {
  readonly films?: readonly string[];
  readonly daily?: readonly string[];
  readonly out: string;
  readonly data?: string;
}

/** `marquee train`: on what the local system has imported, or on files alone. */
export function registerTrain(program: Command, bind: Bind): void {
  const command = program
    .command('train')
    .description('train on what was imported, or on files alone / 训练模型')
    .option('--films <files...>', 'work on files alone: films files')
    .option('--daily <files...>', 'work on files alone: daily files')
    .option('--out <folder>', 'with files: where the artifact is written', 'artifacts')
    .option('--data <folder>', 'data folder of the local run')
    .addHelpText('after', '\nExample:\n  marquee train --films films.csv --daily daily.csv.gz --out artifacts');
  bind<TrainOptions>(command, async (options, terminal) =>
    options.films
      ? trainOnFiles(options, options.films, terminal)
      : trainOnImported(options.data ? terminal.resolve(options.data) : DEFAULT_DATA, terminal),
  );
}

async function trainOnFiles(options: TrainOptions, films: readonly string[], terminal: Terminal) {
  const read = (files: readonly string[]) => Promise.all(files.map((file) => readUserFile(terminal.resolve(file))));
  const checked = await checkHistory(await read(films), await read(options.daily ?? []), Date.now(), terminal);
  noteIssues(checked, terminal);
  const folder = terminal.resolve(options.out);
  const made: { readonly market: string; readonly id: string; readonly folder: string }[] = [];
  for (const market of toHistories(checked).keys()) {
    const built = await trainFromFiles(checked, market, terminal);
    made.push({ market, id: built.id, folder: await writeArtifact(folder, built) });
  }
  terminal.result(made.map((one) => `${one.market}: ${one.folder}`).join('\n'), made);
  return made.length > 0 ? EXIT.done : EXIT.nothingToDo;
}

async function trainOnImported(data: string, terminal: Terminal) {
  const system = await openSystem(data, terminal);
  try {
    const { environment } = system.endpoints;
    const stores = openStores(environment);
    const since = Date.now();
    const request = await requestTraining(environment, stores, (keys) => sha256(`${since} ${keys.join(' ')}`));
    if (!request) return EXIT.nothingToDo;
    const runs = await followTraining(stores.runs, since, terminal, new AbortController().signal);
    terminal.result(runs.map(({ market, outcome }) => `${market}: ${outcome?.message ?? ''}`).join('\n'), runs);
    return runs.length > 0 && runs.every(({ state }) => state === 'finished') ? EXIT.done : EXIT.failed;
  } finally {
    await system.close();
  }
}
