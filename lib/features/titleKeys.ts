import type { KnownFilm } from '../signals/knownFilm.ts';

/** What a title tells of the series that a film belongs to. */
export interface TitleKeys {
  /** The title without number, subtitle and articles; empty when too little is left to tell a series by. */
  readonly base: string;
  /** Beginnings of the base that end with a word and are long enough to be a name, shortest first. */
  readonly beginnings: readonly string[];
  /** The first two words, when they are long enough to be a name; else undefined. */
  readonly lead: string | undefined;
  /** The number in the title, 0 when there is none. */
  readonly number: number;
  readonly hasSubtitle: boolean;
}

const HAN = /\p{Script=Han}/u;
const ROMAN: Readonly<Record<string, number>> = { ii: 2, iii: 3, iv: 4, vi: 6, vii: 7, viii: 8 };
const SUBTITLE = /[:：\-–—·]/;
const SHORTEST_LATIN = 4;
const SHORTEST_BEGINNING = 6;
const SHORTEST_HAN = 3;
const SHORTEST_LEAD = 9;

const known = new WeakMap<KnownFilm, TitleKeys>();

/** The keys of a film's title, in Latin or Chinese writing. */
export function titleKeys(film: KnownFilm): TitleKeys {
  let keys = known.get(film);
  if (keys === undefined) {
    keys = HAN.test(film.title) ? hanKeys(film.title) : latinKeys(film.title.toLowerCase());
    known.set(film, keys);
  }
  return keys;
}

function latinKeys(title: string): TitleKeys {
  const plain = title.replace(/(\d{4} )?re-?release.*/, '');
  const words = (plain.split(/[:–—]| - | part | chapter | vol/)[0] ?? '')
    .replace(/\b(ii|iii|iv|vi|vii|viii|\d+|3d|the|a|an)\b/g, ' ')
    .replace(/[^a-z ]/g, '')
    .split(' ')
    .filter((word) => word !== '');
  const beginnings = words
    .map((_, at) => words.slice(0, at + 1).join(' '))
    .filter((beginning) => beginning.length >= SHORTEST_BEGINNING);
  const whole = words.join(' ');
  const lead = words.slice(0, 2).join(' ');
  return {
    base: whole.length >= SHORTEST_LATIN ? whole : '',
    beginnings,
    lead: words.length >= 2 && lead.length >= SHORTEST_LEAD ? lead : undefined,
    number: titleNumber(plain),
    hasSubtitle: SUBTITLE.test(title),
  };
}

function hanKeys(title: string): TitleKeys {
  const base = (title.split(SUBTITLE)[0] ?? '')
    .replace(/[0-9a-zⅠⅡⅢⅣ一二三四五六七八九十]+$/iu, '')
    .replace(/[^\p{Script=Han}]/gu, '');
  const long = base.length >= SHORTEST_HAN;
  return {
    base: long ? base : '',
    beginnings: long ? [base] : [],
    lead: undefined,
    number: titleNumber(title.toLowerCase()),
    hasSubtitle: SUBTITLE.test(title),
  };
}

function titleNumber(title: string): number {
  const digit = /(?<!\d)([2-9])(?!\d)/.exec(title.replace(/3d|\(\d{4}\)/g, ''))?.[1];
  if (digit !== undefined) return Number(digit);
  const roman = /\b(viii|vii|vi|iv|iii|ii)\b/.exec(title)?.[1];
  if (roman !== undefined) return ROMAN[roman] ?? 0;
  const numeral = /[ⅱⅲⅳ]/.exec(title)?.[0];
  return numeral === undefined ? 0 : 'ⅱⅲⅳ'.indexOf(numeral) + 2;
}
