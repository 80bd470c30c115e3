import { type Column, defineGroup } from '../featureGroup.ts';
import { firstAndLast } from '../firstAndLast.ts';
import { logMoney } from '../logMoney.ts';
import { referenceLevel } from '../market/referenceLevel.ts';
import { RELEASE_DAYS, type Subject } from '../subject.ts';

interface OwnDays {
  readonly subject: Subject;
  /** Natural log of each day's takings. */
  readonly log: Float64Array;
  /** Natural log of theatres and of the share of screenings on the first and on the last known day. */
  readonly theaters: readonly [first: number, last: number];
  readonly share: readonly [first: number, last: number];
  readonly booked: number;
}

function prepare(subject: Subject): OwnDays {
  return {
    subject,
    log: subject.gross.map(logMoney),
    theaters: firstAndLast(subject, 'theaters'),
    share: firstAndLast(subject, 'screening_share'),
    booked: Math.log(subject.view.openingTheaters(subject.film)),
  };
}

const last = ({ log, subject }: OwnDays): number => log[subject.lastDay] ?? Number.NaN;
const first = ({ log }: OwnDays): number => log[0] ?? Number.NaN;
const onDay = ({ log }: OwnDays, day: number): number => log[day] ?? Number.NaN;

/** Natural log of what days `from` to `until` (exclusive) took; NaN unless all are known. */
function logSum({ subject }: OwnDays, from: number, until: number): number {
  return Math.log(subject.gross.subarray(from, until).reduce((sum, gross) => sum + gross, 0));
}

const column = (
  unit: string,
  knownFrom: number,
  en: string,
  zh: string,
  value: (days: OwnDays) => number,
  source = 'daily.csv gross',
): Column<OwnDays> => ({ unit, source, knownFrom, en, zh, value });

const DAYS = Array.from({ length: RELEASE_DAYS }, (_, day) => day);

const takings = Object.fromEntries(
  DAYS.map((day) => [
    `day_${day}`,
    column('ln currency units', day + 1, `Takings of day ${day + 1}`, `第 ${day + 1} 天票房`, (o) => onDay(o, day)),
  ]),
);

const changes = Object.fromEntries(
  DAYS.slice(1).map((day) => [
    `change_${day}`,
    column(
      'ln ratio',
      day + 1,
      `Day ${day + 1} against the day before`,
      `第 ${day + 1} 天相对前一天`,
      (o) => onDay(o, day) - onDay(o, day - 1),
    ),
  ]),
);

const THEATERS = 'daily.csv theaters';
const SHARE = 'daily.csv screening_share';

/** The film's own takings so far, by day, together, and per theatre or share of screenings. */
export const OWN_DAYS = defineGroup<OwnDays>('ownDays', prepare, {
  banked: column('ln currency units', -7, 'Money so far, previews included', '累计票房(含点映)', (o) =>
    Math.log(o.subject.banked),
  ),
  banked_to_market: column(
    'ln ratio',
    1,
    'Money so far against the market of the past year',
    '累计票房相对过去一年大盘',
    (o) => Math.log(o.subject.banked) - o.subject.logMarketYear,
  ),
  banked_to_reference: column(
    'ln ratio',
    1,
    'Money so far against the mean total of finished wide films',
    '累计票房相对已完结大片平均总票房',
    (o) => Math.log(o.subject.banked) - referenceLevel(o.subject.view).logTotal,
  ),
  days_unknown: column(
    'days',
    1,
    'Days of release whose takings are unknown',
    '缺失票房的上映天数',
    (o) => Math.max(0, o.subject.origin) - o.subject.daysKnown,
  ),
  ...takings,
  ...changes,
  change_since_first: column(
    'ln ratio',
    2,
    'Last known day against the first',
    '最近一日相对首日',
    (o) => last(o) - first(o),
  ),
  rest_of_week: column(
    'ln ratio',
    7,
    'Days four to seven against days one to three',
    '第四至七天相对前三天',
    (o) => logSum(o, 3, 7) - logSum(o, 0, 3),
  ),
  bend_of_week: column(
    'ln',
    7,
    'Bend of the first week',
    '首周走势弯曲度',
    (o) => onDay(o, 6) - 2 * onDay(o, 3) + onDay(o, 0),
  ),
  theatres_first: column('ln count', 1, 'Theatres on the first day', '首日影院数', (o) => o.theaters[0], THEATERS),
  theatres_last: column(
    'ln count',
    1,
    'Theatres on the last known day',
    '最近一日影院数',
    (o) => o.theaters[1],
    THEATERS,
  ),
  theatres_to_booked: column(
    'ln ratio',
    1,
    'Theatres on the last known day against those booked',
    '最近一日影院数相对预订',
    (o) => o.theaters[1] - o.booked,
    `${THEATERS}; films.csv opening_theaters`,
  ),
  per_theatre_first: column(
    'ln currency units',
    1,
    'Takings per theatre on the first day',
    '首日单馆票房',
    (o) => first(o) - o.theaters[0],
    `daily.csv gross, theaters`,
  ),
  per_theatre_last: column(
    'ln currency units',
    1,
    'Takings per theatre on the last known day',
    '最近一日单馆票房',
    (o) => last(o) - o.theaters[1],
    `daily.csv gross, theaters`,
  ),
  per_theatre_to_market: column(
    'ln ratio',
    1,
    'Takings per theatre on the first day against the market of the past year',
    '首日单馆票房相对过去一年大盘',
    (o) => first(o) - o.theaters[0] - o.subject.logMarketYear,
    `daily.csv gross, theaters`,
  ),
  share_first: column('ln share', 1, 'Share of screenings on the first day', '首日排片占比', (o) => o.share[0], SHARE),
  share_last: column(
    'ln share',
    1,
    'Share of screenings on the last known day',
    '最近一日排片占比',
    (o) => o.share[1],
    SHARE,
  ),
  share_change: column(
    'ln ratio',
    2,
    'Share of screenings, last known day against the first',
    '排片占比变化',
    (o) => o.share[1] - o.share[0],
    SHARE,
  ),
  per_share_last: column(
    'ln currency units',
    1,
    'Takings per share of screenings on the last known day',
    '最近一日单位排片票房',
    (o) => last(o) - o.share[1],
    `daily.csv gross, screening_share`,
  ),
});
