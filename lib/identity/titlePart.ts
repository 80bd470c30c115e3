import { readNumeral } from './numerals.ts';

/** The number of a part and what is left of a title without it. */
interface PartOfTitle {
  readonly part: number | undefined;
  /** Before the subtitle. */
  readonly name: string;
  /** The subtitle. */
  readonly rest: string;
  /** Which half of the part, where a numbered film came in two: "饥饿游戏3(下)". */
  readonly half?: '上' | '下';
}

const NUMERAL = '(?:\\d{1,2}|[ivx]+|[一二三四五六七八九十]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)';
const SPELT_OUT = [
  new RegExp(`\\b(?:part|chapter|vol(?:ume)?\\.?|episode|pt\\.?) ?(${NUMERAL})\\b`),
  new RegExp(`第(${NUMERAL})[部季集回章篇]`),
  new RegExp(`\\b(${NUMERAL})(?:nd|rd|th) (?:part|chapter|film|movie)\\b`),
  /(\d{1,2})(?:편|부)/,
];
const HALVES = /[([（]\s*([上下])(?:集|部|篇)?\s*[)\]）]|([上下])(?:集|部|篇)$/;
const AT_END = /^(.*\S)\s+(\d{1,2}|[ivx]{2,}|v|x|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen)$/;
const AT_END_OF_HAN = /^(.*?[\p{Script=Han}\p{Script=Hangul}”"!]) ?之?(\d{1,2}|[ivx]+|[一二三四五六七八九十]{1,2})$/u;
/** A digit between Chinese characters, unless it counts something: "洛克王国2圣龙的心愿", but not "冰雪11天". */
const WITHIN_HAN =
  /^(\p{Script=Han}{2,})([2-9]|1\d)(?!\d)(?![日天年岁号小时月个分℃人米区路楼座次种块说世亿万点])(\p{Script=Han}.*)$/u;
const SHORTEST_NAME = 2;

/**
 * Finds which part of a series a title names: "2", "II", "第二部", "Part Two", "之二", "(下)".
 * @param name what stands before the subtitle, in the form of `plainText`
 */
export function readPart(name: string, rest: string): PartOfTitle {
  const found = HALVES.exec(name) ?? HALVES.exec(rest);
  if (!found) return numbered(name, rest) ?? { part: undefined, name, rest };
  const half = (found[1] ?? found[2]) === '上' ? '上' : '下';
  const whole = { name: name.replace(found[0], '').trim(), rest: rest.replace(found[0], '').trim() };
  const part = numbered(whole.name, whole.rest);
  return part ? { ...part, half } : { part: half === '上' ? 1 : 2, ...whole };
}

function numbered(name: string, rest: string): PartOfTitle | undefined {
  return speltOut(name, rest) ?? atEnd(name, rest) ?? within(name, rest);
}

function speltOut(name: string, rest: string): PartOfTitle | undefined {
  for (const pattern of SPELT_OUT) {
    for (const [text, other] of [[name, rest] as const, [rest, name] as const]) {
      const found = pattern.exec(text);
      const part = readNumeral(found?.[1] ?? '');
      if (!found || part === undefined) continue;
      const left = text.replace(found[0], ' ').trim();
      return text === name ? { part, name: left, rest: other } : { part, name, rest: left };
    }
  }
  return undefined;
}

function atEnd(name: string, rest: string): PartOfTitle | undefined {
  for (const pattern of [AT_END, AT_END_OF_HAN]) {
    for (const [text, inRest] of [[name, false] as const, [rest, true] as const]) {
      const [, left = '', numeral = ''] = pattern.exec(text) ?? [];
      const part = readNumeral(numeral);
      if (part === undefined || (!inRest && left.length < SHORTEST_NAME)) continue;
      return inRest ? { part, name, rest: left } : { part, name: left, rest };
    }
  }
  return undefined;
}

function within(name: string, rest: string): PartOfTitle | undefined {
  const [, left, numeral = '', right = ''] = rest === '' ? (WITHIN_HAN.exec(name) ?? []) : [];
  return left === undefined ? undefined : { part: readNumeral(numeral), name: left, rest: right };
}
