import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeError } from '../../../lib/errors/catalogue.ts';
import type { ParsedFile } from '../../../lib/history/historyFile.ts';
import type { HistoryIssue } from '../../../lib/history/issue.ts';
import { parseDaily } from '../../../lib/history/parseDaily.ts';
import { parseFilms } from '../../../lib/history/parseFilms.ts';
import { type GoodFiles, goodFiles, NOW } from './goodFiles.ts';

const SEED = 20_260_302;
const VARIANTS = 1_000;

/** What became of a file: the lines that must be missing, each with its codes, or the code of the refusal. */
type Expected =
  | { readonly refused: readonly string[] }
  /** Physical line of the mutated text -> allowed codes; rows of these lines are gone, all others stay. */
  | { readonly bad: ReadonlyMap<number, readonly string[]> };

interface Mutant {
  readonly body: Uint8Array;
  readonly expected: Expected;
}

/** A choice of the generator: which file, which row, which variant. */
interface Choice {
  readonly kind: 'films' | 'daily';
  readonly row: number;
  readonly variant: number;
}

type Mutation = (lines: readonly string[], choice: Choice) => Mutant;

const text = (lines: readonly string[], end = '\n') => Buffer.from(lines.join(end) + end);
const NONE: Expected = { bad: new Map() };
const pick = <T>(items: readonly T[], variant: number) => items[variant % items.length] as T;
const columnOf = (lines: readonly string[], name: string) => (lines[0] ?? '').split(',').indexOf(name);

/** Replaces one cell of one data row; the row must go, with one of the codes. */
function badCell(lines: readonly string[], { row }: Choice, column: string, value: string, codes: string[]): Mutant {
  const at = 1 + (row % (lines.length - 1));
  const cells = (lines[at] ?? '').split(',');
  cells[columnOf(lines, column)] = value;
  return { body: text(lines.with(at, cells.join(','))), expected: { bad: new Map([[at + 1, codes]]) } };
}

function badLine(lines: readonly string[], { row }: Choice, edit: (line: string) => string, codes: string[]): Mutant {
  const at = 1 + (row % (lines.length - 1));
  return { body: text(lines.with(at, edit(lines[at] ?? ''))), expected: { bad: new Map([[at + 1, codes]]) } };
}

const money = (kind: Choice['kind']) => (kind === 'films' ? 'final_gross' : 'gross');

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'duplicate header': (lines, { kind, variant }) => {
    const again = pick(
      kind === 'films' ? ['film_id', 'Title', 'movie_type'] : ['date', 'GROSS', 'want_see_count'],
      variant,
    );
    const wide = lines.map((line, i) => `${line},${i === 0 ? again : ''}`);
    return { body: text(wide), expected: { refused: ['history.column-twice'] } };
  },
  'NUL byte': (lines, choice) => ({
    body: badLine(lines, choice, (line) => line.replace(/.$/, '\0'), []).body,
    expected: { refused: ['history.nul-byte'] },
  }),
  'byte-order mark or another encoding': (lines, { variant }) => {
    const plain = text(lines.map((line) => line.replaceAll('片名', '??')));
    return pick<Mutant>(
      [
        { body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), text(lines)]), expected: NONE },
        // 电影 in GBK
        {
          body: Buffer.concat([plain, Buffer.from([0xb5, 0xe7, 0xd3, 0xb0])]),
          expected: { refused: ['history.encoding-other'] },
        },
        {
          body: Buffer.from(`\uFEFF${lines.join('\n')}`, 'utf16le'),
          expected: { refused: ['history.encoding-utf16'] },
        },
        { body: Buffer.from(lines.join('\n'), 'utf16le'), expected: { refused: ['history.encoding-utf16'] } },
        // é in Latin-1
        {
          body: Buffer.concat([plain, Buffer.from([0xe9, 0x2c, 0x0a])]),
          expected: { refused: ['history.encoding-other'] },
        },
      ],
      variant,
    );
  },
  'mixed line ends and blank lines': (lines, { variant }) => {
    const ends = ['\n', '\r\n', '\r'];
    const mixed = lines.map((line, i) => line + pick(ends, i * 7 + variant)).join(variant % 2 === 0 ? '' : '\n');
    return { body: Buffer.from(mixed), expected: NONE };
  },
  'ragged row': (lines, choice) =>
    badLine(
      lines,
      choice,
      pick(
        [
          (line) => `${line},extra`,
          (line) => line.slice(0, line.lastIndexOf(',')),
          (line) => line.replaceAll(',', ';'),
        ],
        choice.variant,
      ),
      ['history.row-ragged'],
    ),
  'broken quotes': (lines, choice) =>
    badLine(
      lines,
      choice,
      pick(
        [
          (line) => `"${line}`,
          (line) => line.replace(',', ',"'),
          (line) => line.replace(',', ' "x" ,'),
          (line) => `${line}"`,
        ],
        choice.variant,
      ),
      ['history.row-quotes'],
    ),
  'scientific notation': (lines, choice) =>
    badCell(lines, choice, money(choice.kind), pick(['1.5E+07', '1e7', '2.3e5', '-1E3'], choice.variant), [
      'history.number-exponent',
    ]),
  'units and symbols': (lines, choice) =>
    badCell(
      lines,
      choice,
      money(choice.kind),
      pick(['1230万', '1.2亿', '$1500000', '¥500', '1.5M', '30%', '500元'], choice.variant),
      ['history.number-unit'],
    ),
  'grouping and words': (lines, choice) =>
    badCell(
      lines,
      choice,
      money(choice.kind),
      pick(['"1,234,567"', '1 234 567', "1'234'567", 'N/A', 'null', '1234.5.6', '１２３', '12.345'], choice.variant),
      ['history.number-grouping', 'history.number-malformed', 'history.number-fraction'],
    ),
  'future or impossible dates': (lines, choice) => {
    const impossible = ['2025-02-29', '2025-13-01', '01/10/2025', '2025-1-5', '45931', ''];
    const values =
      choice.kind === 'films'
        ? [...impossible, '2041-01-01', '1790-01-01']
        : [...impossible, '2026-03-04', '2999-01-01'];
    const codes = ['date.malformed', 'history.date-future', 'history.date-range', 'history.cell-empty'];
    return badCell(
      lines,
      choice,
      choice.kind === 'films' ? 'release_date' : 'date',
      pick(values, choice.variant),
      codes,
    );
  },
  'impossible values': (lines, choice) => {
    const cases =
      choice.kind === 'films'
        ? ([
            ['final_gross', '-5'],
            ['currency', 'EUR'],
            ['market', 'Mars'],
            ['runtime_min', '99999'],
            ['title', ''],
            ['film_id', '__proto__'],
            ['film_id', 'constructor'],
            ['film_id', 'a b'],
            ['title', 'x'.repeat(301)],
          ] as const)
        : ([
            ['gross', '-1'],
            ['screening_share', '35.04'],
            ['screening_share', '-0.1'],
            ['want_to_see', '12.5'],
            ['gross', '99999999999999'],
            ['film_id', '__proto__'],
            ['want_to_see', 'Infinity'],
            ['gross', 'x'.repeat(70_000)],
          ] as const);
    const [column, value] = pick<readonly [string, string]>(cases, choice.variant);
    const codes = [
      'history.number-range',
      'history.currency-other',
      'history.market-unknown',
      'history.cell-empty',
      'history.id-malformed',
      'history.text-too-long',
      'history.number-fraction',
      'history.number-malformed',
      'history.row-too-long',
    ];
    return badCell(lines, choice, column, value, codes);
  },
  'repeated and contradicting rows': (lines, { kind, row, variant }) => {
    const again = lines[1 + (row % (lines.length - 1))] ?? '';
    const changed = kind === 'films' ? again.replace(/,[^,]*$/, ',77') : again.replace(/,[^,]*$/, ',3');
    const added = variant % 2 === 0 ? again : changed;
    const codes = variant % 2 === 0 ? ['history.row-twice'] : ['history.film-twice', 'history.row-conflict'];
    return { body: text([...lines, added]), expected: { bad: new Map([[lines.length + 1, codes]]) } };
  },
};

async function read(kind: Choice['kind'], body: Uint8Array, { films }: GoodFiles): Promise<ParsedFile<unknown>> {
  const byId = new Map(films.map((film) => [film.filmId, film]));
  return kind === 'films'
    ? parseFilms({ name: 'films.csv', body }, { now: NOW })
    : parseDaily({ name: 'daily.csv', body }, { now: NOW, filmOf: (filmId) => byId.get(filmId) });
}

/** Code, file, line, column, and in both languages a sentence and what to do, without a gap left unfilled. */
function expectComplete(issue: HistoryIssue, kind: string): void {
  expect(issue).toMatchObject({ file: `${kind}.csv`, line: expect.any(Number), column: expect.stringMatching(/./) });
  expect(issue.raw.length).toBeLessThanOrEqual(201);
  const { en, zh, nextEn, nextZh } = describeError(issue.code, issue.params);
  for (const sentence of [en, zh, nextEn, nextZh]) expect(sentence).toMatch(/^[^{}]{6,}$/);
  expect([zh, nextZh].every((sentence) => /\p{Script=Han}/u.test(sentence))).toBe(true);
}

describe('S6: malformed history files', () => {
  it(`meets ${VARIANTS} malformed files of 12 kinds with quarantine or refusal, and keeps every good row (seed ${SEED})`, async () => {
    expect(Object.keys(MUTATIONS)).toHaveLength(12);
    const seen = new Map<string, number>();
    const choice = fc.record({
      mutation: fc.constantFrom(...Object.keys(MUTATIONS)),
      kind: fc.constantFrom('films' as const, 'daily' as const),
      row: fc.nat(1_000),
      variant: fc.nat(1_000),
      films: fc.integer({ min: 3, max: 9 }),
      days: fc.integer({ min: 3, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(choice, async ({ mutation, films, days, ...picked }) => {
        const good = goodFiles(films, days);
        const lines = picked.kind === 'films' ? good.filmLines : good.dailyLines;
        const items: readonly unknown[] = picked.kind === 'films' ? good.films : good.rows;
        const { body, expected } = MUTATIONS[mutation]?.(lines, picked) ?? { body: text(lines), expected: NONE };
        const result = await read(picked.kind, body, good);
        seen.set(mutation, (seen.get(mutation) ?? 0) + 1);
        if ('refused' in expected) {
          if (result.status !== 'refused') throw new Error(`${mutation} was not refused`);
          expect(expected.refused).toContain(result.refusal.code);
          expect(result.refusal.line).toBeGreaterThan(0);
          expectComplete(result.refusal, picked.kind);
          return;
        }
        if (result.status !== 'accepted') throw new Error(`${mutation} was refused: ${result.refusal.code}`);
        expect(result.quarantine.map(({ line }) => line)).toEqual([...expected.bad.keys()]);
        for (const issue of [...result.quarantine, ...result.waiting]) {
          expect(expected.bad.get(issue.line)).toContain(issue.code);
          expectComplete(issue, picked.kind);
        }
        // Line 1 is the header, so item i stands on line i + 2; an added repetition stands behind them all.
        expect(result.items).toEqual(items.filter((_, i) => !expected.bad.has(i + 2)));
      }),
      { seed: SEED, numRuns: VARIANTS },
    );
    expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBe(VARIANTS);
    expect(Math.min(...seen.values())).toBeGreaterThan(VARIANTS / 12 / 2);
  });
});
