import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { AppError } from '../../lib/errors/appError.ts';
import { MARKETS, type Market } from '../../lib/film/market.ts';
import type { LinkDecision, ProviderFilm } from '../../lib/identity/filmLink.ts';
import type { Bind } from '../bind.ts';
import { describeDecision, describeWaiting } from '../describeIdentity.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import { openStores, type Stores } from '../system/openStores.ts';
import { DEFAULT_DATA, openSystem } from '../system/openSystem.ts';
import type { Terminal } from '../terminal.ts';

interface DataOption {
  readonly data?: string;
}
interface ListOptions extends DataOption {
  readonly market?: string;
}
interface DecideOptions extends DataOption {
  readonly why: string;
  readonly by: string;
}

/** What the commands ask of the stores. */
export type IdentityStores = Pick<Stores, 'identity'>;

const PAGE = 200;

/** `marquee identity …`: which film a provider means, decided by people. */
export function registerIdentity(program: Command, bind: Bind): void {
  const identity = program.command('identity').description('which film a provider means / 核对各来源所指的影片');
  const add = (words: string, text: string, example: string) =>
    identity
      .command(words)
      .description(text)
      .option('--data <folder>', 'data folder of the local run')
      .addHelpText('after', `\nExample:\n  marquee identity ${example}`);
  const decide = (words: string, text: string, example: string) =>
    add(words, text, example)
      .requiredOption('--why <text>', 'the reason; it is kept with the decision')
      .option('--by <name>', 'who decides', userInfo().username);

  bind<ListOptions>(
    add('list', 'mentions that wait for a decision / 列出等待核对的影片', 'list --market CN --json').option(
      '--market <code>',
      'only this market',
    ),
    ({ market, ...options }, terminal) => {
      const only = market ? readMarket(market) : undefined;
      return withStores(options, terminal, (stores) => listWaiting(stores, only, terminal));
    },
  );
  bind<DataOption>(
    add(
      'history <market> <namespace> <provider-id>',
      'what was decided about a film of a provider / 查看某影片的核对记录',
      'history CN maoyan 342068',
    ),
    (options, terminal, operands) => {
      const film = readFilm(operands);
      return withStores(options, terminal, (stores) => showHistory(stores, film, terminal));
    },
  );
  bind<DecideOptions>(
    decide(
      'link <market> <namespace> <provider-id> <film-id>',
      'it is this film / 确认为某影片',
      'link CN maoyan 342068 cn-0815 --why "same poster"',
    ),
    ({ by, why, ...options }, terminal, [market, namespace, providerId, filmId = '']) => {
      const given = { ...readFilm([market, namespace, providerId]), filmId, by, why };
      return withStores(options, terminal, (stores) => linkFilm(stores, given, terminal));
    },
  );
  bind<DecideOptions>(
    decide(
      'reject <market> <namespace> <provider-id> [film-id]',
      'it is not this film, or none of ours / 否认为某影片',
      'reject CN maoyan 999 cn-0815 --why "the sequel"',
    ),
    ({ by, why, ...options }, terminal, [market, namespace, providerId, filmId]) => {
      const given = { ...readFilm([market, namespace, providerId]), ...(filmId && { filmId }), by, why };
      return withStores(options, terminal, (stores) => rejectFilm(stores, given, terminal));
    },
  );
}

/** Prints the review list. */
export async function listWaiting({ identity }: IdentityStores, market: Market | undefined, terminal: Terminal) {
  const { waiting, cursor } = await identity.review.list({ limit: PAGE, ...(market && { market }) });
  const lines = waiting.map(describeWaiting);
  if (cursor !== undefined) lines.push(`… more than ${PAGE} 超过 ${PAGE} 条`);
  terminal.result(lines.length > 0 ? lines.join('\n') : 'Nothing waits. 没有待核对的影片。', { waiting });
  return waiting.length > 0 ? EXIT.done : EXIT.nothingToDo;
}

/** Prints every decision about a provider's film. */
export async function showHistory({ identity }: IdentityStores, film: ProviderFilm, terminal: Terminal) {
  const decisions = await identity.links.decisions(film);
  const text = decisions.map(describeDecision).join('\n');
  terminal.result(text || 'Nothing was decided. 尚无记录。', { decisions });
  return decisions.length > 0 ? EXIT.done : EXIT.nothingToDo;
}

type Given = ProviderFilm & Pick<LinkDecision, 'filmId' | 'by' | 'why'>;

/** Links a provider's film by a person's word. @throws AppError `identity.film-unknown` */
export async function linkFilm({ identity }: IdentityStores, given: Given & { filmId: string }, terminal: Terminal) {
  const { links, review, films } = identity;
  if (!(await isInCatalogue(films, given.market, given.filmId))) {
    throw new AppError('identity.film-unknown', { filmId: given.filmId, market: given.market });
  }
  const before = await links.decisions(given);
  const last = before.at(-1);
  if (last?.action === 'link' && last.filmId === given.filmId && last.by === given.by)
    return nothingNew(last, terminal);
  const waiting = await review.find(given);
  const { title, originalTitle } = waiting?.mention ?? {};
  const titles = [title, originalTitle].filter((name) => name !== undefined);
  return settle(identity, await links.decide({ ...given, action: 'link', titles }), terminal);
}

/** Says that a provider's film is not a film, or none at all, by a person's word. */
export async function rejectFilm({ identity }: IdentityStores, given: Given, terminal: Terminal) {
  const { closed, rejected } = await identity.links.standing(given);
  if (given.filmId === undefined ? closed : rejected.has(given.filmId)) return nothingNew(given, terminal);
  return settle(identity, await identity.links.decide({ ...given, action: 'reject' }), terminal);
}

/** Looked up in the market's own list: an id may stand in several markets. */
async function isInCatalogue({ list }: Stores['identity']['films'], market: Market, filmId: string): Promise<boolean> {
  let page = await list(market, { limit: PAGE });
  for (;;) {
    if (page.films.some((film) => film.filmId === filmId)) return true;
    if (page.cursor === undefined) return false;
    page = await list(market, { limit: PAGE, cursor: page.cursor });
  }
}

async function settle({ review }: Stores['identity'], decision: LinkDecision, terminal: Terminal): Promise<ExitCode> {
  await review.settle(decision);
  terminal.result(describeDecision(decision), decision);
  return EXIT.done;
}

function nothingNew(decided: unknown, terminal: Terminal): ExitCode {
  terminal.result('It stands so already. 已有相同的决定。', decided);
  return EXIT.nothingToDo;
}

async function withStores(
  options: DataOption,
  terminal: Terminal,
  work: (stores: Stores) => Promise<ExitCode>,
): Promise<ExitCode> {
  const system = await openSystem(options.data ? terminal.resolve(options.data) : DEFAULT_DATA, terminal);
  try {
    return await work(openStores(system.endpoints.environment));
  } finally {
    await system.close();
  }
}

function readFilm([market = '', namespace = '', providerId = '']: readonly (string | undefined)[]): ProviderFilm {
  return { market: readMarket(market), namespace, providerId };
}

function readMarket(text: string): Market {
  const market = (Object.keys(MARKETS) as Market[]).find((one) => one === text.toUpperCase());
  if (market) return market;
  throw new AppError('cli.value-malformed', { value: text, what: 'market 市场 (US, CN, KR)' });
}
