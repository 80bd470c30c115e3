import { type Column, defineGroup } from '../featureGroup.ts';
import { firstAndLast } from '../firstAndLast.ts';
import { TYPICAL_SEATS } from '../seats.ts';
import type { Subject } from '../subject.ts';

type Ends = readonly [first: number, last: number];

/** Natural logs of the first and of the last known day of the first week. */
interface Screens {
  readonly gross: Ends;
  readonly shows: Ends;
  readonly admissions: Ends;
  readonly seats: number;
}

const FIRST = 0;
const LAST = 1;
type End = typeof FIRST | typeof LAST;

const price = ({ gross, admissions }: Screens, end: End): number => gross[end] - admissions[end];
const perShow = ({ gross, shows }: Screens, end: End): number => gross[end] - shows[end];
const occupancy = ({ admissions, shows, seats }: Screens, end: End): number => admissions[end] - shows[end] - seats;

const column = (
  source: string,
  unit: string,
  knownFrom: number,
  en: string,
  zh: string,
  value: (screens: Screens) => number,
): Column<Screens> => ({ unit, source: `daily.csv ${source}`, knownFrom, en, zh, value });

/** Shows played, how full they are, and what a ticket costs. */
export const SCREENS = defineGroup<Screens>(
  'screens',
  (subject: Subject) => ({
    gross: firstAndLast(subject, 'gross'),
    shows: firstAndLast(subject, 'screenings'),
    admissions: firstAndLast(subject, 'admissions'),
    seats: Math.log(TYPICAL_SEATS[subject.view.market]),
  }),
  {
    shows_first: column('screenings', 'ln shows', 1, 'Shows on the first day', '首日场次', (s) => s.shows[FIRST]),
    shows_last: column(
      'screenings',
      'ln shows',
      1,
      'Shows on the last known day',
      '最近一日场次',
      (s) => s.shows[LAST],
    ),
    shows_change: column(
      'screenings',
      'ln ratio',
      2,
      'Shows, last known day against the first',
      '场次变化',
      (s) => s.shows[LAST] - s.shows[FIRST],
    ),
    per_show_first: column(
      'gross, screenings',
      'ln currency units',
      1,
      'Takings per show on the first day',
      '首日单场票房',
      (s) => perShow(s, FIRST),
    ),
    per_show_last: column(
      'gross, screenings',
      'ln currency units',
      1,
      'Takings per show on the last known day',
      '最近一日单场票房',
      (s) => perShow(s, LAST),
    ),
    admissions_first: column(
      'admissions',
      'ln people',
      1,
      'Admissions of the first day',
      '首日人次',
      (s) => s.admissions[FIRST],
    ),
    admissions_last: column(
      'admissions',
      'ln people',
      1,
      'Admissions of the last known day',
      '最近一日人次',
      (s) => s.admissions[LAST],
    ),
    occupancy_first: column(
      'admissions, screenings',
      'ln ratio',
      1,
      'Admissions of the first day against seats, at the typical seats of a hall',
      '首日上座率(按典型影厅座位数)',
      (s) => occupancy(s, FIRST),
    ),
    occupancy_last: column(
      'admissions, screenings',
      'ln ratio',
      1,
      'Admissions of the last known day against seats, at the typical seats of a hall',
      '最近一日上座率(按典型影厅座位数)',
      (s) => occupancy(s, LAST),
    ),
    occupancy_change: column(
      'admissions, screenings',
      'ln ratio',
      2,
      'Share of seats taken, last known day against the first',
      '上座率变化',
      (s) => occupancy(s, LAST) - occupancy(s, FIRST),
    ),
    ticket_price_first: column(
      'gross, admissions',
      'ln currency units',
      1,
      'Ticket price on the first day',
      '首日平均票价',
      (s) => price(s, FIRST),
    ),
    ticket_price_last: column(
      'gross, admissions',
      'ln currency units',
      1,
      'Ticket price on the last known day',
      '最近一日平均票价',
      (s) => price(s, LAST),
    ),
  },
);
