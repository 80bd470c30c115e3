import { type Command, InvalidArgumentError } from 'commander';
import { officialCalendar } from '../../lib/calendar/calendar.ts';
import { describeYear } from '../../lib/calendar/calendarYear.ts';
import type { CalendarOverrides } from '../../lib/calendar/override.ts';
import { parseOverrides } from '../../lib/calendar/parseOverrides.ts';
import { withOverrides } from '../../lib/calendar/withOverrides.ts';
import { describeError } from '../../lib/errors/catalogue.ts';
import { formatDay } from '../../lib/film/day.ts';
import { isMarket, type Market } from '../../lib/film/market.ts';
import { readCalendarOverrides } from '../../lib/stores/calendarOverrides.ts';
import type { Bind } from '../bind.ts';
import { describeCalendar } from '../describeCalendar.ts';
import { EXIT } from '../exitCode.ts';
import { readUserFile } from '../historyFiles.ts';
import { openStores } from '../system/openStores.ts';
import { openSystem } from '../system/openSystem.ts';
import type { Terminal } from '../terminal.ts';

interface CalendarOptions {
  readonly market: Market;
  readonly calendar?: string;
  readonly data?: string;
}

const FIRST_YEAR = 1990;
const LAST_YEAR = 2050;

/** `marquee calendar YEAR`: public holidays, make-up days and release windows of a year. */
export function registerCalendar(program: Command, bind: Bind): void {
  const command = program
    .command('calendar')
    .argument('<year>', `${FIRST_YEAR} to ${LAST_YEAR}`, readYear)
    .description('holidays and release windows of a year / 查看某年的节假日与档期')
    .requiredOption('--market <code>', 'US, CN or KR', readMarket)
    .option('--calendar <file>', 'overrides in JSON or CSV; see docs/calendar.md')
    .option('--data <folder>', "with the overrides of this data folder's local run")
    .addHelpText('after', '\nExample:\n  marquee calendar 2027 --market CN --calendar notice-2027.csv');
  bind<CalendarOptions>(command, async ({ market, calendar, data }, terminal, [year = '']) => {
    const overrides = calendar
      ? parseOverrides((await readUserFile(terminal.resolve(calendar))).body)
      : data && (await storedOverrides(terminal.resolve(data), terminal));
    const official = officialCalendar(market);
    const described = describeYear(overrides ? withOverrides(official, overrides) : official, readYear(year));
    for (const { code, params } of described.warnings) {
      const { en, zh, nextEn, nextZh } = describeError(code, params);
      terminal.note(`${en} ${nextEn}\n${zh} ${nextZh}`);
    }
    const { publicHolidays, makeUpDays, windows, warnings, ...rest } = described;
    terminal.result(describeCalendar(described), {
      ...rest,
      warnings: warnings.map(({ code, params }) => ({ code, ...describeError(code, params) })),
      publicHolidays: publicHolidays.map(({ day, ...names }) => ({ date: formatDay(day), ...names })),
      makeUpDays: makeUpDays.map(formatDay),
      windows: windows.map(({ from, to, ...names }) => ({ from: formatDay(from), to: formatDay(to), ...names })),
    });
    return EXIT.done;
  });
}

async function storedOverrides(data: string, terminal: Terminal): Promise<CalendarOverrides | undefined> {
  const system = await openSystem(data, terminal);
  try {
    return await readCalendarOverrides(openStores(system.endpoints.environment).history);
  } finally {
    await system.close();
  }
}

function readYear(text: string): number {
  const year = Number(text);
  if (Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR) return year;
  throw new InvalidArgumentError(`a year from ${FIRST_YEAR} to ${LAST_YEAR}`);
}

function readMarket(text: string): Market {
  const market = text.toUpperCase();
  if (isMarket(market)) return market;
  throw new InvalidArgumentError('US, CN or KR');
}
