import { type ExpectedRun, expectedRun, logMeanEffect, logWholeOverPart } from '../calendarEffects/expectedRun.ts';
import { type Column, defineGroup } from '../featureGroup.ts';
import { logMoney } from '../logMoney.ts';
import { RELEASE_DAYS, type Subject } from '../subject.ts';
import { Trend } from '../trend.ts';

interface CalendarRun {
  readonly run: ExpectedRun | undefined;
  /** Days of release before the view, at most a first week. */
  readonly past: number;
  readonly slope: number;
  /** Log takings of each known day with calendar and age taken out. */
  readonly clean: Float64Array;
  readonly trend: Trend;
}

/** Fewer film-days than this tell little of holidays. */
const FEWEST_FILM_DAYS = 3_000;

/** Weight of the usual slope against the film's own, in squared days. */
const SLOPE_PRIOR = 12;
const STEEPEST = -0.35;
const FLATTEST = -0.01;

function prepare({ context, origin, release, gross }: Subject): CalendarRun {
  const { calendar } = context;
  const run = calendar.filmDays < FEWEST_FILM_DAYS ? undefined : expectedRun(calendar, release);
  const clean = new Float64Array(RELEASE_DAYS).fill(Number.NaN);
  const trend = new Trend();
  for (let day = 0; day < RELEASE_DAYS && run !== undefined; day++) {
    clean[day] = logMoney(gross[day] as number) - (run.day[day] as number) - (run.age[day] as number);
    trend.add(day, clean[day] as number);
  }
  return { run, past: Math.max(0, Math.min(origin, RELEASE_DAYS)), slope: calendar.slope, clean, trend };
}

const SOURCE = 'films.csv release_date; daily.csv gross of earlier films';
const OWN_SOURCE = `${SOURCE}; daily.csv gross`;

/** A number about the days to come by the calendar alone. */
const ahead = (
  knownFrom: number,
  en: string,
  zh: string,
  value: (run: ExpectedRun, prepared: CalendarRun) => number,
): Column<CalendarRun> => ({
  unit: 'ln ratio',
  source: SOURCE,
  knownFrom,
  en,
  zh,
  value: (c) => (c.run === undefined || c.past < knownFrom ? Number.NaN : value(c.run, c)),
});

const own = (
  unit: string,
  knownFrom: number,
  en: string,
  zh: string,
  value: (prepared: CalendarRun) => number,
): Column<CalendarRun> => ({ unit, source: OWN_SOURCE, knownFrom, en, zh, value });

const perDay = Object.fromEntries(
  Array.from({ length: RELEASE_DAYS - 1 }, (_, at) => at + 1).map((day) => [
    `clean_day_${day}`,
    own(
      'ln ratio',
      day + 1,
      `Day ${day + 1} against the first day, calendar taken out`,
      `剔除日历因素后第 ${day + 1} 天相对首日`,
      (c) => (c.clean[day] as number) - (c.clean[0] as number),
    ),
  ]),
);

/** What the calendar holds for the run, and the film's own days with the calendar taken out. */
export const CALENDAR_RUN = defineGroup<CalendarRun>('calendarRun', prepare, {
  run_left_fast: ahead(
    -7,
    'Whole run over what is past by the calendar, fast fall',
    '按日历推算的全程/已映(快速下滑)',
    (run, c) => logWholeOverPart(run, 1.5 * c.slope, c.past),
  ),
  run_left_usual: ahead(
    -7,
    'Whole run over what is past by the calendar, usual fall',
    '按日历推算的全程/已映(一般下滑)',
    (run, c) => logWholeOverPart(run, c.slope, c.past),
  ),
  run_left_slow: ahead(
    -7,
    'Whole run over what is past by the calendar, slow fall',
    '按日历推算的全程/已映(缓慢下滑)',
    (run, c) => logWholeOverPart(run, 0.6 * c.slope, c.past),
  ),
  run_left_own: ahead(
    1,
    "Whole run over what is past by the calendar, at the film's own fall",
    '按日历推算的全程/已映(影片自身走势)',
    (run, c) => {
      const slope = c.trend.slopeTowards(c.slope, SLOPE_PRIOR);
      return logWholeOverPart(run, Math.min(FLATTEST, Math.max(STEEPEST, slope)), c.past);
    },
  ),
  effect_first_day: ahead(-7, 'Calendar effect of the release day', '上映日日历效应', (run) => run.day[0] as number),
  effect_week_1: ahead(-7, 'Calendar effect of the first week', '首周日历效应', (run) => logMeanEffect(run, 0, 7)),
  effect_week_2: ahead(
    -7,
    'Calendar effect of the second week against the first',
    '次周相对首周的日历效应',
    (run) => logMeanEffect(run, 7, 14) - logMeanEffect(run, 0, 7),
  ),
  effect_weeks_3_4: ahead(
    -7,
    'Calendar effect of the third and fourth week against the first',
    '第三四周相对首周的日历效应',
    (run) => logMeanEffect(run, 14, 28) - logMeanEffect(run, 0, 7),
  ),
  effect_next_3: ahead(
    1,
    'Calendar effect of the next three days against the days so far',
    '未来三天相对已映日的日历效应',
    (run, { past }) => logMeanEffect(run, past, past + 3) - logMeanEffect(run, 0, past),
  ),
  effect_next_7: ahead(
    1,
    'Calendar effect of the next seven days against the days so far',
    '未来七天相对已映日的日历效应',
    (run, { past }) => logMeanEffect(run, past, past + 7) - logMeanEffect(run, 0, past),
  ),
  clean_day_0: own(
    'ln currency units',
    1,
    'First day, calendar taken out',
    '剔除日历因素的首日票房',
    (c) => c.clean[0] as number,
  ),
  ...perDay,
  clean_last: own(
    'ln ratio',
    2,
    'Last known day against the first, calendar taken out',
    '剔除日历因素后最近一日相对首日',
    (c) => {
      const last = c.clean.findLastIndex((value) => !Number.isNaN(value));
      return last > 0 ? (c.clean[last] as number) - (c.clean[0] as number) : Number.NaN;
    },
  ),
  clean_slope: own('ln per day', 2, 'Trend of the days, calendar taken out', '剔除日历因素的日均走势', (c) =>
    c.trend.slope(),
  ),
  clean_unevenness: own(
    'ln',
    3,
    'Spread of the days about their trend, calendar taken out',
    '剔除日历因素后围绕走势的波动',
    (c) => c.trend.unevenness(),
  ),
});
