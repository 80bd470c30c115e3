import { weekday } from '../../film/day.ts';
import type { DailyMetric } from '../../film/film.ts';
import { type Column, defineGroup } from '../featureGroup.ts';
import { PRESALE_LAST_DAY, PRESALE_SO_FAR } from '../market/earlySignals.ts';
import { expectedFirstDay, expectedTotal } from '../market/expectation.ts';
import { type Standing, standing } from '../market/peers.ts';
import { logCount, sumBeforeRelease } from '../ownSignals.ts';
import * as recent from '../recentDays.ts';
import { TYPICAL_SEATS } from '../seats.ts';
import type { Subject } from '../subject.ts';

interface Presale {
  readonly subject: Subject;
  readonly days: (metric: DailyMetric) => recent.RecentDays;
  /** Money and tickets before release so far; NaN when unknown. */
  readonly money: number;
  readonly tickets: number;
  /** Money for showings of the release day, of its weekend, and of all days of which sales say the day. */
  readonly firstDay: number;
  readonly weekend: number;
  readonly dated: number;
  readonly standing: Standing;
  readonly lastDayStanding: Standing;
}

function prepare(subject: Subject): Presale {
  const { view, film, release } = subject;
  const origin = Math.min(0, subject.origin);
  const sunday = release + 6 - weekday(release);
  return {
    subject,
    days: recent.recentDaysOf(subject),
    money: sumBeforeRelease(view, film, 'presale_gross'),
    tickets: sumBeforeRelease(view, film, 'presale_tickets'),
    firstDay: view.presaleFor(film, release, release),
    weekend: view.presaleFor(film, release, sunday),
    dated: view.presaleFor(film, release, Number.POSITIVE_INFINITY),
    standing: standing(subject, PRESALE_SO_FAR, origin),
    lastDayStanding: standing(subject, PRESALE_LAST_DAY, origin),
  };
}

const column = (
  source: string,
  unit: string,
  en: string,
  zh: string,
  value: (presale: Presale) => number,
): Column<Presale> => ({ unit, source: `daily.csv ${source}`, knownFrom: -7, en, zh, value });

const money = (unit: string, en: string, zh: string, value: (presale: Presale) => number) =>
  column('presale_gross', unit, en, zh, value);

const peers = (unit: string, en: string, zh: string, value: (presale: Presale) => number) =>
  column('presale_gross of this and earlier films', unit, en, zh, value);

const byShowDay = (unit: string, en: string, zh: string, value: (presale: Presale) => number) =>
  column('presale_gross, show_date', unit, en, zh, value);

const moneyDays = (value: (days: recent.RecentDays) => number) => (p: Presale) => value(p.days('presale_gross'));
const logLatest = (days: recent.RecentDays) => Math.log1p(recent.latest(days));

/** What is sold before it is shown: how much, how fast, for which days, and against films that stood at the same distance. */
export const PRESALE = defineGroup<Presale>('presale', prepare, {
  presale_total: money('ln(1 + currency units)', 'Presale before release so far', '累计预售额', (p) =>
    logCount(p.money),
  ),
  presale_to_market: money(
    'ln ratio',
    'Presale so far against the market of the past year',
    '累计预售相对过去一年大盘',
    (p) => logCount(p.money) - p.subject.logMarketYear,
  ),
  presale_last_day: money(
    'ln(1 + currency units)',
    'Presale of the last known day',
    '最近一日预售额',
    moneyDays(logLatest),
  ),
  presale_mean_3: money(
    'ln(1 + currency units)',
    'Mean daily presale of the last three days',
    '近三日日均预售额',
    moneyDays((days) => Math.log1p(recent.threeDayMean(days))),
  ),
  presale_deviation_3: money(
    'ratio',
    'Deviation of daily presale over the last three days, against their mean',
    '近三日预售额离散度',
    moneyDays(recent.threeDayDeviation),
  ),
  presale_growth: money(
    'ln ratio',
    'Presale of yesterday against the day before',
    '昨日预售环比前一日',
    moneyDays(recent.dayGrowth),
  ),
  presale_pace: money('ln per day', 'Rise of daily presale over a week', '近一周日预售增速', moneyDays(recent.pace)),
  presale_last_share: money(
    'ln ratio',
    'Presale of the last known day against two weeks',
    '最近一日预售相对近两周',
    moneyDays((days) => logLatest(days) - Math.log1p(recent.knownSum(days))),
  ),
  presale_tickets: column('presale_tickets', 'ln(1 + tickets)', 'Presale tickets so far', '累计预售张数', (p) =>
    logCount(p.tickets),
  ),
  presale_price: column(
    'presale_gross, presale_tickets',
    'ln currency units',
    'Price of a presale ticket',
    '预售平均票价',
    (p) => (p.money > 0 && p.tickets > 0 ? Math.log(p.money / p.tickets) : Number.NaN),
  ),
  presale_screenings: column('presale_screenings', 'ln(1 + shows)', 'Shows on sale', '在售场次', (p) =>
    logLatest(p.days('presale_screenings')),
  ),
  presale_per_screening: column(
    'presale_gross, presale_screenings',
    'ln(1 + currency units)',
    'Presale of the last known day per show on sale',
    '单场预售额',
    (p) => Math.log1p(recent.latest(p.days('presale_gross')) / recent.latest(p.days('presale_screenings'))),
  ),
  presale_occupancy: column(
    'presale_tickets, presale_screenings',
    'ln ratio',
    'Presale tickets so far against the seats of the shows on sale, at the typical seats of a hall',
    '预售上座率(按典型影厅座位数)',
    (p) => {
      const seats = recent.latest(p.days('presale_screenings')) * TYPICAL_SEATS[p.subject.view.market];
      return p.tickets > 0 && seats > 0 ? Math.log(p.tickets / seats) : Number.NaN;
    },
  ),
  presale_first_day: byShowDay('ln(1 + currency units)', 'Presale for the release day', '上映首日预售额', (p) =>
    logCount(p.firstDay),
  ),
  presale_first_day_share: byShowDay(
    'share',
    'Share of the release day in presale of which the day of showing is known',
    '首日在预售中的占比',
    (p) => (p.dated > 0 ? p.firstDay / p.dated : Number.NaN),
  ),
  presale_weekend_share: byShowDay(
    'share',
    'Share of the opening weekend in presale of which the day of showing is known',
    '首周末在预售中的占比',
    (p) => (p.dated > 0 ? p.weekend / p.dated : Number.NaN),
  ),
  presale_rank: peers(
    'share',
    'Rank of presale so far among the films of the past year at the same days to release',
    '同期累计预售在过去一年影片中的排位',
    (p) => p.standing.rank,
  ),
  presale_relative: peers(
    'ln ratio',
    'Presale so far against the films of the past year at the same days to release',
    '同期累计预售相对过去一年影片',
    (p) => p.standing.relative,
  ),
  presale_score: peers(
    'standard deviations',
    'Presale so far among the films of the past year at the same days to release, in their deviations',
    '同期累计预售相对过去一年影片的标准分',
    (p) => p.standing.score,
  ),
  presale_last_day_relative: peers(
    'ln ratio',
    'Presale of the last known day against the films of the past year at the same days to release',
    '同期最近一日预售相对过去一年影片',
    (p) => p.lastDayStanding.relative,
  ),
  presale_expected_total: peers(
    'ln currency units',
    'Total that earlier films of such a presale came to',
    '按历史预售转化推算的总票房',
    (p) => expectedTotal(p.subject, PRESALE_SO_FAR),
  ),
  presale_expected_first_day: peers(
    'ln currency units',
    'First day that earlier films of such a presale came to',
    '按历史预售转化推算的首日票房',
    (p) => expectedFirstDay(p.subject, PRESALE_SO_FAR),
  ),
});
