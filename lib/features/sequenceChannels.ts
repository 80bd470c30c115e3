import { isDayOff } from '../calendar/dayOff.ts';
import { type Day, weekday } from '../film/day.ts';
import type { DailyMetric } from '../film/film.ts';
import { ageEffect, dayEffect } from './calendarEffects/calendarEffects.ts';
import { logMoney } from './logMoney.ts';
import type { Subject } from './subject.ts';

/** Kinds of inputs of the sequence model that a forecast is explained by, with their names for people. */
export const SEQUENCE_GROUPS = {
  takings: { en: 'Daily takings', zh: '每日票房' },
  presale: { en: 'Presale', zh: '预售' },
  attention: { en: 'Attention: want-to-see, talk, search, trailers', zh: '关注度:想看、讨论、搜索、预告片' },
  screens: { en: 'Theatres and screenings', zh: '影院与排片' },
  calendar: { en: 'Calendar', zh: '档期与日历' },
  facts: { en: 'Facts of the film and its market', zh: '影片与市场基本面' },
} as const;
export type SequenceGroup = keyof typeof SEQUENCE_GROUPS;

/** What a number of each day means, for people and for checks. */
export interface SequenceChannel {
  readonly name: string;
  /** `position` is never hidden: it tells which steps there are. */
  readonly group: SequenceGroup | 'position';
  readonly unit: string;
  /** The columns of the history files that it is made of. */
  readonly source: string;
  readonly en: string;
  readonly zh: string;
}

/** One day of a film, before the moment of the view. */
interface FilmDay {
  readonly subject: Subject;
  readonly day: Day;
  /** Days since release; negative before. */
  readonly age: number;
  /** Takings of the day in currency units, NaN when unknown. */
  readonly gross: number;
  /** Everything known to have been taken up to the end of the day. */
  readonly grossSoFar: number;
  /** Natural log of the takings of the day before and of the release day, calendar and age taken out; NaN when unknown. */
  readonly before: number;
  readonly first: number;
  /** Presale up to the end of the day, NaN while none is known. */
  readonly presaleSoFar: number;
}

interface Reader extends Omit<SequenceChannel, 'name'> {
  readonly value: (day: FilmDay) => number;
}

const DAYS_A_YEAR = 365;

/** No presale begins earlier. */
const PRESALE_HORIZON = 45;

const daily = ({ subject, day }: FilmDay, metric: DailyMetric) => subject.view.daily(subject.film, metric, day);
const positiveLog = (value: number) => (value > 0 ? Math.log(value) : Number.NaN);
const toMarket = (logAmount: number, { subject }: FilmDay) => logAmount - subject.logMarketYear;
const dayOff = (day: Day, { subject }: FilmDay) => Number(isDayOff(day, subject.view.market));

/** Natural log of a day's takings with the effects of calendar and age taken out; before release there is no age. */
function clean({ context, release }: Subject, age: number, gross: number): number {
  const effect = dayEffect(context.calendar, release + age);
  return logMoney(gross) - effect - (age >= 0 ? ageEffect(context.calendar, age) : 0);
}

const cleanDay = ({ subject, age, gross }: FilmDay) => clean(subject, age, gross);

const DATE = 'films.csv release_date';
const GROSS = 'daily.csv gross';

const counted = (group: SequenceGroup, metric: DailyMetric, unit: string, en: string, zh: string): Reader => ({
  ...{ group, unit: `ln(1 + ${unit})`, source: `daily.csv ${metric}`, en, zh },
  value: (day) => Math.log1p(daily(day, metric)),
});

const calendar = (unit: string, en: string, zh: string, value: (day: FilmDay) => number, source = DATE): Reader => ({
  ...{ group: 'calendar', unit, source, en, zh, value },
});

const takings = (unit: string, en: string, zh: string, value: (day: FilmDay) => number, source = GROSS): Reader => ({
  ...{ group: 'takings', unit, source, en, zh, value },
});

/**
 * What is told of each day. Takings before release are previews. Amounts stand against what the market took in the year
 * before release, so that films of different years and markets are alike.
 */
const READERS: Readonly<Record<string, Reader>> = {
  days_to_release: {
    ...{ group: 'position', unit: 'weeks', source: DATE, en: 'Weeks since release', zh: '距上映周数' },
    value: ({ age }) => age / 7,
  },
  day_off: calendar('0 or 1', 'Day off', '休息日', (day) => dayOff(day.day, day)),
  next_day_off: calendar('0 or 1', 'Eve of a day off', '休息日前一日', (day) => dayOff(day.day + 1, day)),
  weekday_sin: calendar('sine', 'Day of the week, sine', '星期(正弦)', ({ day }) =>
    Math.sin((2 * Math.PI * weekday(day)) / 7),
  ),
  weekday_cos: calendar('cosine', 'Day of the week, cosine', '星期(余弦)', ({ day }) =>
    Math.cos((2 * Math.PI * weekday(day)) / 7),
  ),
  calendar_effect: calendar(
    'ln ratio',
    'Calendar effect of the day',
    '当日日历效应',
    ({ subject, day }) => dayEffect(subject.context.calendar, day),
    `${DATE}; daily.csv gross of earlier films`,
  ),
  gross: takings('ln ratio', 'Takings against the market of the past year', '票房相对过去一年大盘', (day) =>
    toMarket(logMoney(day.gross), day),
  ),
  gross_clean: takings(
    'ln ratio',
    'Takings against the market, calendar and age taken out',
    '剔除日历与映期因素的票房',
    (day) => toMarket(cleanDay(day), day),
  ),
  gross_change: takings(
    'ln ratio',
    'Takings against the day before, calendar and age taken out',
    '剔除日历与映期因素后相对前一日',
    (day) => cleanDay(day) - day.before,
  ),
  gross_to_first: takings(
    'ln ratio',
    'Takings against the release day, calendar and age taken out',
    '剔除日历与映期因素后相对首日',
    (day) => (day.age > 0 ? cleanDay(day) - day.first : Number.NaN),
  ),
  gross_part: takings('ln share', 'Part of all takings so far', '占累计票房比例', ({ gross, grossSoFar }) =>
    positiveLog(gross / grossSoFar),
  ),
  gross_share: takings('ln share', "Share of the day's market", '当日大盘占比', ({ subject, day, gross }) =>
    positiveLog(gross / subject.view.marketGrossBetween(day, day)),
  ),
  gross_so_far: takings('ln ratio', 'Takings so far against the market', '累计票房相对过去一年大盘', (day) =>
    toMarket(positiveLog(day.grossSoFar), day),
  ),
  gross_per_theatre: takings(
    'ln currency units',
    'Takings per theatre',
    '单馆票房',
    (day) => positiveLog(day.gross) - positiveLog(daily(day, 'theaters')),
    `${GROSS}, theaters`,
  ),
  presale: {
    ...{ group: 'presale', unit: 'ln ratio', source: 'daily.csv presale_gross' },
    ...{ en: 'Presale of the day against the market of the past year', zh: '当日预售相对过去一年大盘' },
    value: (day) => toMarket(Math.log1p(Math.max(0, daily(day, 'presale_gross'))), day),
  },
  presale_so_far: {
    ...{ group: 'presale', unit: 'ln ratio', source: 'daily.csv presale_gross' },
    ...{ en: 'Presale so far against the market of the past year', zh: '累计预售相对过去一年大盘' },
    value: (day) => toMarket(Math.log1p(Math.max(0, day.presaleSoFar)), day),
  },
  presale_part: {
    ...{ group: 'presale', unit: 'ln share', source: 'daily.csv presale_gross' },
    ...{ en: 'Part of all presale so far', zh: '占累计预售比例' },
    value: (day) => positiveLog(daily(day, 'presale_gross') / day.presaleSoFar),
  },
  presale_tickets: counted('presale', 'presale_tickets', 'tickets', 'Presale tickets of the day', '当日预售张数'),
  presale_screenings: counted('presale', 'presale_screenings', 'shows', 'Shows on sale', '在售场次'),
  want_to_see: counted('attention', 'want_to_see', 'people', 'People who want to see it', '想看人数'),
  social_heat: counted('attention', 'social_heat', 'index', 'Social heat', '社交热度'),
  sentiment: {
    ...{ group: 'attention', unit: '-1..1', source: 'daily.csv sentiment', en: 'Sentiment', zh: '情感倾向' },
    value: (day) => daily(day, 'sentiment'),
  },
  trailer_plays: counted('attention', 'trailer_plays', 'index', 'Trailer plays', '预告片播放'),
  search_index: counted('attention', 'search_index', 'index', 'Search index', '搜索指数'),
  theaters: counted('screens', 'theaters', 'theatres', 'Theatres', '放映影院数'),
  screenings: counted('screens', 'screenings', 'shows', 'Screenings', '场次'),
  screening_share: {
    ...{ group: 'screens', unit: 'ln share', source: 'daily.csv screening_share' },
    ...{ en: 'Share of screenings', zh: '排片占比' },
    value: (day) => positiveLog(daily(day, 'screening_share')),
  },
  market_day: {
    ...{ group: 'facts', unit: 'ln ratio', source: 'daily.csv gross of all films' },
    ...{ en: "The day's market against the past year's mean day", zh: '当日大盘相对过去一年日均' },
    value: (day) => {
      const market = day.subject.view.marketGrossBetween(day.day, day.day);
      return toMarket(positiveLog(market), day) + Math.log(DAYS_A_YEAR);
    },
  },
};

/** Every channel in order; models are trained on this order. */
export const SEQUENCE_CHANNELS: readonly SequenceChannel[] = Object.entries(READERS).map(
  ([name, { group, unit, source, en, zh }]) => ({ name, group, unit, source, en, zh }),
);

const VALUES = Object.values(READERS).map(({ value }) => value);

/**
 * Writes the channels of consecutive days; NaN for what is not finite.
 * @param first, count days from release on which to begin, and how many; all before the moment of the view
 * @param into room for `count` times the number of channels
 */
export function writeChannels(subject: Subject, first: number, count: number, into: Float32Array): void {
  const { view, film, release } = subject;
  let presaleSoFar = Number.NaN;
  let before = clean(subject, first - 1, view.daily(film, 'gross', release + first - 1));
  const opening = clean(subject, 0, view.daily(film, 'gross', release));
  for (let age = -PRESALE_HORIZON; age < first; age++) presaleSoFar = withDay(presaleSoFar, subject, age);
  for (let step = 0; step < count; step++) {
    const age = first + step;
    const day = release + age;
    presaleSoFar = withDay(presaleSoFar, subject, age);
    const gross = view.daily(film, 'gross', day);
    const grossSoFar = view.grossBetween(film, Number.NEGATIVE_INFINITY, day);
    const filmDay = { subject, day, age, gross, grossSoFar, presaleSoFar, before, first: opening };
    before = clean(subject, age, gross);
    for (let channel = 0; channel < VALUES.length; channel++) {
      const value = (VALUES[channel] as Reader['value'])(filmDay);
      into[step * VALUES.length + channel] = Number.isFinite(value) ? value : Number.NaN;
    }
  }
}

/** Presale so far with that of one more day. */
function withDay(soFar: number, { view, film, release }: Subject, age: number): number {
  const value = view.daily(film, 'presale_gross', release + age);
  if (Number.isNaN(value)) return soFar;
  return Number.isNaN(soFar) ? value : soFar + value;
}
