import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../lib/errors/appError.ts';
import { MARKETS, type Market } from '../../lib/film/market.ts';
import type { BuiltArtifact } from '../../lib/training/artifact/buildArtifact.ts';
import type { Bind } from '../bind.ts';
import { EXIT } from '../exitCode.ts';
import { checkHistory, toHistories } from '../historyFiles.ts';
import { openStores, type Stores } from '../system/openStores.ts';
import { DEFAULT_DATA, openSystem, PROJECT_ROOT } from '../system/openSystem.ts';
import { sampleFiles } from '../system/sampleFiles.ts';
import { ARTIFACT_FOLDER } from '../system/shippedArtifacts.ts';
import { trainFromFiles } from '../system/trainFromFiles.ts';
import { writeArtifact } from '../system/writeArtifact.ts';
import type { Terminal } from '../terminal.ts';

interface DataOption {
  readonly data?: string;
}

/** `marquee artifacts …`: what is registered, what serves, and rebuilding what ships. */
export function registerArtifacts(program: Command, bind: Bind): void {
  const artifacts = program.command('artifacts').description('model artifacts / 管理模型制品');
  const withData = (name: string, text: string) =>
    artifacts.command(name).description(text).option('--data <folder>', 'data folder of the local run');

  bind<DataOption>(
    withData('list', 'registered artifacts and champions / 列出制品与现任模型').addHelpText(
      'after',
      '\nExample:\n  marquee artifacts list --json',
    ),
    (options, terminal) => withStores(options, terminal, (stores) => list(stores, terminal)),
  );
  bind<DataOption>(
    withData('promote <market> <id>', 'make an artifact the champion / 设为现任模型').addHelpText(
      'after',
      '\nExample:\n  marquee artifacts promote US 4f1c',
    ),
    (options, terminal, [market = '', id = '']) =>
      withStores(options, terminal, (stores) => promote(stores, readMarket(market), id, terminal)),
  );
  bind<DataOption>(
    withData('rollback <market>', 'return to the champion before / 回退到上一个模型').addHelpText(
      'after',
      '\nExample:\n  marquee artifacts rollback US',
    ),
    (options, terminal, [market = '']) =>
      withStores(options, terminal, async ({ registry }) => {
        const champion = await registry.rollback(readMarket(market), { reason: 'rolled back by an operator' });
        terminal.result(`${champion.market}: ${champion.artifactId} (version ${champion.version})`, champion);
        return EXIT.done;
      }),
  );
  bind(
    artifacts
      .command('build')
      .description('rebuild the shipped artifacts from the simulated sample / 用模拟样本重建随附制品')
      .addHelpText('after', '\nExample:\n  marquee artifacts build'),
    (_options, terminal) => build(terminal),
  );
}

async function withStores<Result>(options: DataOption, terminal: Terminal, work: (stores: Stores) => Promise<Result>) {
  const system = await openSystem(options.data ? terminal.resolve(options.data) : DEFAULT_DATA, terminal);
  try {
    return await work(openStores(system.endpoints.environment));
  } finally {
    await system.close();
  }
}

async function list({ registry }: Stores, terminal: Terminal) {
  const { artifacts } = await registry.list({ limit: 100 });
  const markets = Object.keys(MARKETS) as Market[];
  const champions = (await Promise.all(markets.map((market) => registry.champion(market)))).filter((one) => !!one);
  const serving = new Set(champions.map(({ market, artifactId }) => `${market} ${artifactId}`));
  const lines = artifacts.map(({ market, artifactId, createdAsOf, sequence }) => {
    const mark = serving.has(`${market} ${artifactId}`) ? '*' : ' ';
    return `${mark} ${market} ${String(sequence).padStart(4)}  ${artifactId.slice(0, 16)}  ${createdAsOf}`;
  });
  terminal.result([...lines, '* serves 正在使用'].join('\n'), { artifacts, champions });
  return artifacts.length > 0 ? EXIT.done : EXIT.nothingToDo;
}

async function promote({ registry }: Stores, market: Market, prefix: string, terminal: Terminal) {
  const { artifacts } = await registry.list({ market, limit: 100 });
  const found = artifacts.filter(({ artifactId }) => artifactId.startsWith(prefix));
  const [chosen] = found;
  if (!chosen || found.length > 1) throw new AppError('cli.artifact-unknown', { id: prefix });
  const present = await registry.champion(market);
  if (present?.artifactId === chosen.artifactId) return EXIT.nothingToDo;
  const evidence = { reason: 'promoted by an operator' };
  const { promoted, champion } = await registry.promote(market, chosen.artifactId, present?.version ?? 0, evidence);
  terminal.result(`${market}: ${champion?.artifactId ?? '–'}`, { promoted, champion });
  return promoted ? EXIT.done : EXIT.failed;
}

async function build(terminal: Terminal) {
  const [films, daily] = sampleFiles();
  const checked = await checkHistory(films ? [films] : [], daily ? [daily] : [], Date.now(), terminal);
  const ids: Record<string, string> = {};
  const built: BuiltArtifact[] = [];
  for (const market of toHistories(checked).keys()) built.push(await trainFromFiles(checked, market, terminal));
  for (const artifact of built) {
    ids[artifact.manifest.market] = artifact.id;
    await writeArtifact(ARTIFACT_FOLDER, artifact);
  }
  for (const name of await readdir(ARTIFACT_FOLDER)) {
    if (!Object.values(ids).includes(name)) await rm(path.join(ARTIFACT_FOLDER, name), { recursive: true });
  }
  const pins = Object.entries(ids).map(([market, id]) => `  ${market}: '${id}',\n`);
  await writeFile(
    path.join(PROJECT_ROOT, 'lib/deployment/shippedArtifacts.ts'),
    `${PINS_HEADER}export const SHIPPED_ARTIFACTS: Readonly<Record<string, string>> = {\n${pins.join('')}};\n`,
  );
  terminal.result(
    Object.entries(ids)
      .map((pin) => pin.join(': '))
      .join('\n'),
    ids,
  );
  return EXIT.done;
}

const PINS_HEADER = `/**
 * Ids of the artifacts below \`model-artifacts/\`, by market. They are trusted because they stand here; written by
 * \`marquee artifacts build\`.
 */
`;

function readMarket(text: string): Market {
  const market = (Object.keys(MARKETS) as Market[]).find((one) => one === text.toUpperCase());
  if (market) return market;
  throw new AppError('cli.value-malformed', { value: text, what: 'market 市场 (US, CN, KR)' });
}
