import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import { AppError } from '../errors/appError.ts';
import { formatDay, parseDay } from '../film/day.ts';
import { MARKETS, type Market } from '../film/market.ts';
import { canonicalJson } from '../provenance/canonicalJson.ts';
import { sha256 } from '../provenance/sha256.ts';
import type { CalendarOverride, CalendarOverrides } from './override.ts';

const MOST_BYTES = 2 ** 20;
const MOST_ENTRIES = 5_000;
const LONGEST_WINDOW = 120;
const REASONS_SHOWN = 10;

const text = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}]+$/u, { error: 'text without control characters' });
const entry = z
  .strictObject({
    market: z.enum(Object.keys(MARKETS) as [Market, ...Market[]]),
    date: z.iso.date(),
    kind: z.enum(['off', 'worked', 'window']),
    until: z.iso.date().optional(),
    id: z
      .string()
      .regex(/^[a-z][a-z0-9_]{1,40}$/, { error: 'small letters, digits and underscores' })
      .optional(),
    en: text,
    zh: text,
    source: text,
  })
  .superRefine(({ kind, date, until }, context) => {
    const days = until === undefined ? 0 : parseDay(until) - parseDay(date);
    const say = (message: string) => context.addIssue({ code: 'custom', path: ['until'], message });
    if (kind !== 'window' && days !== 0) say('only a window lasts longer than a day');
    if (kind === 'window' && (days < 0 || days > LONGEST_WINDOW)) say(`0 to ${LONGEST_WINDOW} days after date`);
  });

/**
 * Reads an override file: a JSON list of entries (or `{"overrides": [...]}`), or CSV with a header. The whole file is
 * taken or none of it.
 * @throws AppError `calendar.overrides-refused` with every reason, the first ten told
 */
export function parseOverrides(bytes: Uint8Array): CalendarOverrides {
  if (bytes.length > MOST_BYTES) throw refused([`larger than ${MOST_BYTES} bytes`]);
  const rows = readRows(new TextDecoder().decode(bytes).replace(/^\uFEFF/, ''));
  if (rows.length > MOST_ENTRIES) throw refused([`more than ${MOST_ENTRIES} entries`]);
  const reasons: string[] = [];
  const entries = rows.flatMap((row, at): CalendarOverride[] => {
    const read = entry.safeParse(row);
    if (read.success) return [toOverride(read.data)];
    for (const { path, message } of read.error.issues)
      reasons.push(`entry ${at + 1}, ${path.join('.') || '*'}: ${message}`);
    return [];
  });
  reasons.push(...contradictions(entries));
  if (reasons.length > 0) throw refused(reasons);
  const sorted = entries.toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
  return { entries: sorted, hash: sha256(canonicalJson(sorted)) };
}

function readRows(content: string): readonly unknown[] {
  try {
    if (!/^\s*[[{]/.test(content)) return readCsv(content);
    const value: unknown = JSON.parse(content);
    const list = Array.isArray(value) ? value : (value as { readonly overrides?: unknown }).overrides;
    if (Array.isArray(list)) return list;
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof CsvError)) throw error;
    throw refused([error.message]);
  }
  throw refused(['neither a list of entries nor {"overrides": [...]}']);
}

function readCsv(content: string): readonly unknown[] {
  const rows: readonly Readonly<Record<string, string>>[] = parse(content, {
    ...{ columns: true, trim: true, skip_empty_lines: true },
  });
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== '')));
}

function toOverride({ market, kind, date, until, id, en, zh, source }: z.infer<typeof entry>): CalendarOverride {
  const day = parseDay(date);
  return {
    market,
    kind,
    date: day,
    until: until === undefined ? day : parseDay(until),
    id: id ?? kind,
    en,
    zh,
    source,
  };
}

/** The same day twice, off and worked at once, the same window twice in a year. */
function contradictions(entries: readonly CalendarOverride[]): readonly string[] {
  const seen = new Set<string>();
  return entries.flatMap(({ market, kind, date, id }) => {
    const what = kind === 'window' ? `${formatDay(date).slice(0, 4)} window ${id}` : formatDay(date);
    const key = `${market} ${what}`;
    if (seen.has(key)) return [`${key} is named twice`];
    seen.add(key);
    return [];
  });
}

function refused(reasons: readonly string[]): AppError {
  const shown = reasons.slice(0, REASONS_SHOWN).join('; ');
  const more = reasons.length > REASONS_SHOWN ? `; … ${reasons.length - REASONS_SHOWN} more` : '';
  return new AppError('calendar.overrides-refused', { reasons: shown + more });
}
