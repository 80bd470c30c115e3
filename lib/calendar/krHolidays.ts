import { type Day, parseDay } from '../film/day.ts';
import { dayOfDate } from './gregorian.ts';
import type { Holiday } from './holiday.ts';
import { dayOfKoreanLunarDate } from './krLunar.ts';

/** A holiday of Korea with what the law says of it. */
export interface KoreanHoliday extends Holiday {
  /** Years, first and last, in which it is a public holiday; none = it never was one since 1990. */
  readonly off: readonly (readonly [first: number, last: number])[];
  /** Days off before and after the day itself: one each for Seollal and Chuseok. */
  readonly around: 0 | 1;
  /** From when another day off is given for one that is lost (대체공휴일). */
  readonly substitute?: {
    readonly since: Day;
    /** A Saturday counts as lost, too; never for Seollal and Chuseok. */
    readonly saturday: boolean;
  };
}

const FOREVER = Number.POSITIVE_INFINITY;
const ALWAYS = [[0, FOREVER]] as const;

/** Decree 24828 of 5 November 2013: Seollal, Chuseok and Children's Day. */
const SINCE_2013 = parseDay('2013-11-05');
/** Decree of 4 August 2021, after the Public Holidays Act (공휴일에 관한 법률): the national days. */
const SINCE_2021 = { since: parseDay('2021-08-04'), saturday: true };
/** Decree of 4 May 2023: Buddha's Birthday and Christmas. */
const SINCE_2023 = { since: parseDay('2023-05-04'), saturday: true };
/** Acts of 2026: Labour Day becomes a public holiday, Constitution Day one again. */
const SINCE_2026 = { since: parseDay('2026-05-01'), saturday: true };

type Rule = Pick<KoreanHoliday, 'id' | 'en' | 'zh' | 'on'> & Partial<KoreanHoliday>;

const describe = (rule: Rule): KoreanHoliday => ({
  ...{ from: 0, to: 0, movesThroughWeek: true, off: ALWAYS, around: 0 },
  ...rule,
});
const fixed = (month: number, date: number) => (year: number) => dayOfDate(year, month, date);

/**
 * Days that change what Korea spends at the cinema, with their legal history since 1990. How far each is felt is the
 * custom of the trade; no Korean history has been studied.
 * @see 관공서의 공휴일에 관한 규정, 공휴일에 관한 법률 (law.go.kr)
 */
export const KR_HOLIDAYS: readonly KoreanHoliday[] = [
  { id: 'new_year', en: "New Year's Day", zh: '元旦', from: -1, to: 1, on: fixed(1, 1) },
  {
    ...{ id: 'seollal', en: 'Seollal', zh: '韩国春节', from: -2, to: 3, movesThroughWeek: false },
    ...{ around: 1 as const, substitute: { since: SINCE_2013, saturday: false } },
    on: (year: number) => dayOfKoreanLunarDate(year, 1, 1),
  },
  { id: 'valentine', en: "Valentine's Day", zh: '情人节', off: [], on: fixed(2, 14) },
  {
    id: 'independence_movement',
    en: 'Independence Movement Day',
    zh: '三一节',
    substitute: SINCE_2021,
    on: fixed(3, 1),
  },
  { id: 'white_day', en: 'White Day', zh: '白色情人节', off: [], on: fixed(3, 14) },
  { id: 'arbor', en: 'Arbor Day', zh: '植树节', off: [[0, 2005] as const], on: fixed(4, 5) },
  {
    id: 'labour',
    en: 'Labour Day',
    zh: '劳动节',
    off: [[2026, FOREVER] as const],
    substitute: SINCE_2026,
    on: fixed(5, 1),
  },
  {
    ...{ id: 'childrens_day', en: "Children's Day", zh: '儿童节', from: -1, to: 1 },
    ...{ substitute: { since: SINCE_2013, saturday: true }, on: fixed(5, 5) },
  },
  {
    ...{ id: 'buddha', en: "Buddha's Birthday", zh: '佛诞日', substitute: SINCE_2023 },
    on: (year: number) => dayOfKoreanLunarDate(year, 4, 8),
  },
  { id: 'memorial', en: 'Memorial Day', zh: '显忠日', on: fixed(6, 6) },
  {
    ...{ id: 'constitution', en: 'Constitution Day', zh: '制宪节', substitute: SINCE_2026, on: fixed(7, 17) },
    off: [[0, 2007] as const, [2026, FOREVER] as const],
  },
  { id: 'liberation', en: 'Liberation Day', zh: '光复节', substitute: SINCE_2021, on: fixed(8, 15) },
  {
    ...{ id: 'chuseok', en: 'Chuseok', zh: '中秋节', from: -2, to: 3, movesThroughWeek: false },
    ...{ around: 1 as const, substitute: { since: SINCE_2013, saturday: false } },
    on: (year: number) => dayOfKoreanLunarDate(year, 8, 15),
  },
  { id: 'armed_forces', en: 'Armed Forces Day', zh: '国军日', off: [[0, 1990] as const], on: fixed(10, 1) },
  { id: 'foundation', en: 'National Foundation Day', zh: '开天节', substitute: SINCE_2021, on: fixed(10, 3) },
  {
    ...{ id: 'hangul', en: 'Hangul Day', zh: '韩文节', substitute: SINCE_2021, on: fixed(10, 9) },
    off: [[0, 1990] as const, [2013, FOREVER] as const],
  },
  { id: 'pepero', en: 'Pepero Day', zh: '光棍节', off: [], on: fixed(11, 11) },
  { id: 'christmas', en: 'Christmas', zh: '圣诞节', from: -1, to: 1, substitute: SINCE_2023, on: fixed(12, 25) },
].map(describe);
