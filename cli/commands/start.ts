import { mkdir } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import type { Bind } from '../bind.ts';
import { EXIT } from '../exitCode.ts';
import { readUserFile } from '../historyFiles.ts';
import { endpointsOf, removeEndpoints, writeEndpoints } from '../system/endpointsFile.ts';
import { exampleFilm } from '../system/exampleFilm.ts';
import { followTraining } from '../system/followTraining.ts';
import { openStores } from '../system/openStores.ts';
import { DEFAULT_DATA, startLocalRun } from '../system/openSystem.ts';
import { readyMessage } from '../system/readyMessage.ts';
import { sampleFiles } from '../system/sampleFiles.ts';
import { seedChampions } from '../system/seedChampions.ts';
import { takeHistory } from '../system/takeHistory.ts';
import { untilStopped } from '../system/untilStopped.ts';
import { describeReport } from './import.ts';

interface StartOptions {
  readonly port: number;
  readonly data?: string;
  readonly ephemeral?: boolean;
  readonly history?: readonly string[];
  readonly json?: boolean;
}

/** `marquee start`: the whole system on this machine, until it is stopped. */
export function registerStart(program: Command, bind: Bind): void {
  const command = program
    .command('start')
    .description('run everything on this machine / 在本机运行整个系统')
    .option('--port <number>', 'port of the HTTP API, 0 for any', readPort, 8787)
    .option('--data <folder>', 'where data is kept')
    .option('--ephemeral', 'keep nothing: all stores in memory')
    .option('--history <files...>', 'your own films and daily files instead of the simulated sample')
    .addHelpText('after', '\nExample:\n  marquee start --history exports/films.csv exports/daily.csv.gz');
  bind<StartOptions>(command, async (options, terminal) => {
    const began = performance.now();
    // Read before anything starts: a wrong path should not cost a start.
    const given = await Promise.all((options.history ?? []).map((file) => readUserFile(terminal.resolve(file))));
    const folder = options.data ? terminal.resolve(options.data) : DEFAULT_DATA;
    await mkdir(folder, { recursive: true });
    const stopped = untilStopped(terminal);
    const data = options.ephemeral ? undefined : folder;
    const cloud = await startLocalRun({ data, port: options.port }, terminal);
    try {
      const stores = openStores(cloud.environment);
      await seedChampions(stores.registry, stores.signer);
      await writeEndpoints(folder, endpointsOf(cloud));
      const since = Date.now();
      const files = given.length > 0 ? given : sampleFiles();
      const taken = takeHistory(stores, files, terminal);
      const reports = await Promise.race([taken, stopped.promise]);
      if (reports) {
        for (const report of reports) terminal.note(describeReport(report));
        const { text, json } = readyMessage(cloud, folder, exampleFilm(files), (performance.now() - began) / 1000);
        terminal.result(text, json);
        await followTraining(stores.runs, since, terminal, stopped.signal);
        await stopped.promise;
      }
      return EXIT.done;
    } finally {
      await removeEndpoints(folder);
      await cloud.stop();
      terminal.note('Stopped; nothing is left running. 已停止,没有残留进程。');
    }
  });
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('a port is a whole number from 0 to 65535');
}
