import { dayOf } from '../calendar/zone.ts';
import { formatDay } from '../film/day.ts';
import type { Market } from '../film/market.ts';

/** What the placeholders of a request stand for. */
export interface TemplateValues {
  /** ms since the epoch. */
  readonly slot: number;
  readonly market: Market;
  readonly providerId?: string;
  readonly title?: string;
  readonly page?: number;
}

/** Braces with a quotation mark or a space behind them belong to JSON. */
const PLACEHOLDER = /\{([^{}"\s]*)\}/g;
const DATE = /^date(?:([+-]\d{1,3}))?(?:\|(compact))?$/;
const SECRET = /^secret:([A-Z][A-Z0-9_]{0,59})$/;
/** A reference to a secret in a header: the whole value or a part of it, as in "Bearer secret:TMDB_TOKEN". */
export const TEMPLATE_SECRET = /secret:([A-Z][A-Z0-9_]{0,59})/;

/** @returns what is wrong with a template, or undefined */
export function checkTemplate(template: string): string | undefined {
  for (const [whole, name = ''] of template.matchAll(PLACEHOLDER)) {
    if (!['providerId', 'title', 'page'].includes(name) && !DATE.test(name) && !SECRET.test(name)) {
      return `${whole} stands for nothing`;
    }
  }
  return undefined;
}

/**
 * Fills in everything but secrets, which stay as they are written: this is the form that may be kept and logged.
 * @param encode how a value is written into this place; for addresses `encodeURIComponent`
 * @throws RangeError when the template needs what is not given
 */
export function expandTemplate(template: string, values: TemplateValues, encode: (text: string) => string): string {
  return template.replaceAll(PLACEHOLDER, (whole, name: string) => {
    const date = DATE.exec(name);
    if (date) {
      const day = formatDay(dayOf(values.slot, values.market) + Number(date[1] ?? 0));
      return date[2] === 'compact' ? day.replaceAll('-', '') : day;
    }
    if (SECRET.test(name)) return whole;
    const value = values[name as 'providerId' | 'title' | 'page'];
    if (value === undefined) throw new RangeError(`${whole} is not known here`);
    return encode(String(value));
  });
}

/** Fills in the secrets of an expanded address or body. The result is never logged or kept. */
export async function revealSecrets(
  text: string,
  read: (name: string) => Promise<string>,
  encode: (text: string) => string,
): Promise<string> {
  return await replaceAsync(text, PLACEHOLDER, async (whole, name) => {
    const secret = SECRET.exec(name)?.[1];
    return secret === undefined ? whole : encode(await read(secret));
  });
}

/** Fills in the secrets of a header's value. */
export async function revealHeader(value: string, read: (name: string) => Promise<string>): Promise<string> {
  return await replaceAsync(value, new RegExp(TEMPLATE_SECRET, 'g'), (_whole, name) => read(name));
}

async function replaceAsync(
  text: string,
  pattern: RegExp,
  replace: (whole: string, name: string) => Promise<string>,
): Promise<string> {
  const parts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(end, match.index), await replace(match[0], match[1] ?? ''));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)].join('');
}
