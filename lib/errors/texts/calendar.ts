import type { ErrorText } from '../errorText.ts';

/** Codes of the calendar. */
export const CALENDAR_ERRORS = {
  'calendar.provisional': {
    en: 'No official notice of days off is known for {year} in {market}: statutory days stand, days moved around them are missing.',
    zh: '{market} 市场 {year} 年尚无官方放假通知:仅列法定节假日,调休与临时放假未计入。',
    nextEn: 'When the notice is out, give its days in an override file (docs/calendar.md).',
    nextZh: '通知公布后,请用覆盖文件补充(见 docs/calendar.md)。',
  },
  'calendar.overrides-refused': {
    en: 'The calendar overrides are refused; none of them is used: {reasons}.',
    zh: '日历覆盖文件被拒收,其中任何条目均未采用:{reasons}。',
    nextEn: 'Correct the entries and give the whole file again; its form is in docs/calendar.md.',
    nextZh: '请更正后重新提供整个文件;格式见 docs/calendar.md。',
  },
} as const satisfies Record<string, ErrorText>;
