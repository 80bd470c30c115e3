import { type Day, parseDay } from '../film/day.ts';

/** A day off that no rule foretells. */
export interface NoticedDay {
  readonly day: Day;
  readonly kind: 'election' | 'temporary';
  readonly en: string;
  readonly zh: string;
}

const election = (date: string): NoticedDay => ({
  day: parseDay(date),
  kind: 'election',
  en: 'Election day',
  zh: '选举日',
});
const temporary = (date: string): NoticedDay => ({
  ...{ day: parseDay(date), kind: 'temporary', en: 'Temporary holiday', zh: '临时公休日' },
});

/** The years of which every election day and temporary holiday is below. */
export const KR_NOTICED_YEARS = { first: 2000, last: 2026 } as const;

/** Election days and temporary holidays (임시공휴일), as they were proclaimed. */
export const KR_NOTICED_DAYS: readonly NoticedDay[] = [
  ...['2000-04-13', '2002-06-13', '2002-12-19', '2004-04-15', '2006-05-31', '2007-12-19', '2008-04-09'],
  ...['2010-06-02', '2012-04-11', '2012-12-19', '2014-06-04', '2016-04-13', '2017-05-09', '2018-06-13'],
  ...['2020-04-15', '2022-03-09', '2022-06-01', '2024-04-10', '2025-06-03', '2026-06-03'],
]
  .map(election)
  .concat(
    // after the World Cup; 70 years of liberation; bridges to weekends and feasts
    [
      '2002-07-01',
      '2015-08-14',
      '2016-05-06',
      '2017-10-02',
      '2020-08-17',
      '2023-10-02',
      '2024-10-01',
      '2025-01-27',
    ].map(temporary),
  );
