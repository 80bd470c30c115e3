import type { ErrorText } from '../errorText.ts';

/** Codes of the nouns: money, days, origins. */
export const FILM_ERRORS = {
  'money.malformed': {
    en: '"{text}" is not an amount of money.',
    zh: '“{text}”不是有效的金额。',
    nextEn: 'Write currency units with a decimal point and no grouping, for example 1234567.89.',
    nextZh: '请以货币单位书写,使用小数点、不加千分位,例如 1234567.89。',
  },
  'date.malformed': {
    en: '"{text}" is not a date.',
    zh: '“{text}”不是有效的日期。',
    nextEn: 'Write dates as YYYY-MM-DD, for example 2026-02-17.',
    nextZh: '请按 YYYY-MM-DD 书写日期,例如 2026-02-17。',
  },
  'origin.unknown': {
    en: '"{text}" is not a forecast origin.',
    zh: '“{text}”不是有效的预测起点。',
    nextEn: 'Use one of T-7 … T-1, T+0 … T+7.',
    nextZh: '请使用 T-7 … T-1、T+0 … T+7 之一。',
  },
} as const satisfies Record<string, ErrorText>;
