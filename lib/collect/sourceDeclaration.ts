import * as z from 'zod';
import { MARKETS, type Market } from '../film/market.ts';
import { SIGNAL_METRIC_NAMES, type SignalMetric } from '../signals/signalEvent.ts';
import { SOURCE_UNITS } from './parseQuantity.ts';
import { MOMENT_FORMS } from './readMoment.ts';
import { checkTemplate, TEMPLATE_SECRET } from './template.ts';

const bilingual = z.strictObject({ en: z.string().min(1).max(2_000), zh: z.string().min(1).max(2_000) });
/** JMESPath; how long it may run and how much it may make is bounded where it is evaluated. */
const expression = z.string().min(1).max(2_000);
const template = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .superRefine((text, context) => {
      const problem = checkTemplate(text);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    });

const header = z
  .string()
  .max(500)
  .superRefine((text, context) => {
    if (/[\r\n]/.test(text)) context.addIssue({ code: 'custom', message: 'a header is one line' });
  });

/** Names of headers that carry credentials: their values are references, so that no declaration holds a secret. */
const CREDENTIAL = /authorization|cookie|token|secret|api-?key/i;

const request = z.strictObject({
  method: z.enum(['GET', 'POST']).default('GET'),
  /** May hold {date}, {date-1|compact}, {providerId}, {title}, {page}, {secret:NAME}; see `expandTemplate`. */
  url: template(1_000),
  /** Values may hold `secret:NAME`. */
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]{1,60}$/), header).default({}),
  body: template(4_000).optional(),
  /** Hosts that redirects may lead to, beside that of the address; with a port where it is not 443. */
  hosts: z
    .array(z.string().regex(/^[a-z0-9.-]{1,253}(?::\d{1,5})?$/))
    .max(10)
    .default([]),
  /** One request a slot, or one for every film of the slot that the provider has an id of. */
  per: z.enum(['slot', 'film']).default('slot'),
});

const paging = z.strictObject({
  first: z.int().min(0).max(1_000_000).default(0),
  step: z.int().min(1).max(1_000).default(1),
  /** Most pages of one slot; a page without rows is the last in any case. */
  most: z.int().min(1).max(50),
});

const format = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('json') }),
  /** JSON inside a script: `var x = …;`, `let x = …; module.exports = …`, `callback(…)`, or behind `)]}'`. */
  z.strictObject({ type: z.literal('javascript') }),
  z.strictObject({ type: z.literal('csv'), separator: z.enum([',', ';', '\t', '|']).default(',') }),
  z.strictObject({
    type: z.literal('text-delimited'),
    separator: z.string().length(1),
    columns: z
      .array(z.string().regex(/^[a-zA-Z]\w{0,40}$/))
      .min(1)
      .max(100),
  }),
  z.strictObject({
    type: z.literal('html-table'),
    /** CSS selector of the one table. */
    table: z.string().min(1).max(200).default('table'),
    /** What the page says when it has no data; without table and without these words it has changed its form. */
    saysNoData: z.string().min(1).max(200),
  }),
]);

const dayRule = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('row'), value: expression }),
  z.strictObject({ from: z.literal('answer'), value: expression }),
  /** The market's day of the slot, plus so many days. */
  z.strictObject({ from: z.literal('slot'), offset: z.int().min(-400).max(400).default(0) }),
]);

const observed = z.discriminatedUnion('at', [
  /** The answer says nothing of its age: it holds as of the slot. */
  z.strictObject({ at: z.literal('slot') }),
  z.strictObject({ at: z.literal('answer'), value: expression, as: z.enum(MOMENT_FORMS) }),
  z.strictObject({ at: z.literal('row'), value: expression, as: z.enum(MOMENT_FORMS) }),
  /** A day's figures hold at that day's end, or as of the slot while it lasts. */
  z.strictObject({ at: z.literal('day'), offset: z.int().min(-400).max(0) }),
]);

const film = z.strictObject({
  /** Whose ids these are; sources of one provider share it. */
  namespace: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  /** How a row is told which film it is about. */
  by: z
    .enum([
      'provider-id', // the row's id, resolved to one film or kept until it can be
      'film-id', // the row's id is the film's own
      'requested', // the film that was asked for
      'title-in-text', // `title` is a text: it concerns each film of the slot whose whole title it holds
    ])
    .default('provider-id'),
  id: expression.optional(),
  /** The id is what stands between these two texts, for ids inside links. */
  idBetween: z.tuple([z.string().max(40), z.string().max(40)]).optional(),
  title: expression.optional(),
  originalTitle: expression.optional(),
  releaseDate: expression.optional(),
  director: expression.optional(),
});

const reading = z.strictObject({
  metric: z.enum(SIGNAL_METRIC_NAMES as [SignalMetric, ...SignalMetric[]]),
  kind: z.enum(['increment', 'cumulative', 'level']),
  value: expression,
  unit: z.enum(SOURCE_UNITS),
  /** Decimal zeros that the source leaves out: 4 for 万, 8 for 亿. */
  zeros: z.int().min(0).max(12).default(0),
  /** Zero is what this source writes for "none yet", as of a rating without votes: unknown, not nought. */
  zeroIsUnknown: z.boolean().default(false),
  /** The day of showing that the value is of. */
  showDate: dayRule.optional(),
});

/** A source as data: what to ask, how to read the answer, what it may be used for. See docs/sources.md. */
export const SourceDeclaration = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
    title: bilingual,
    market: z.enum(Object.keys(MARKETS) as [Market, ...Market[]]),
    metrics: z.array(z.enum(SIGNAL_METRIC_NAMES as [SignalMetric, ...SignalMetric[]])).max(13),
    request,
    paging: paging.optional(),
    rate: z.strictObject({ perSecond: z.number().positive().max(50), concurrency: z.int().min(1).max(8) }),
    format,
    /** Encoding of the text, when the answer does not say or says it wrongly. */
    charset: z.enum(['utf-8', 'gbk', 'gb18030', 'big5', 'euc-kr', 'shift_jis']).optional(),
    /** What must hold of an answer; where it does not, the answer's form has changed and nothing is read. */
    expect: z
      .array(z.strictObject({ value: expression, equals: z.union([z.string(), z.number(), z.boolean()]) }))
      .max(10)
      .default([]),
    /** True of an answer that says it has no data, which is never zero. */
    noData: expression.optional(),
    rows: expression,
    film,
    observed,
    readings: z.array(reading).max(30),
    freshness: z.strictObject({ staleAfterMinutes: z.int().min(1).max(525_600) }),
    terms: z.strictObject({ needs: z.enum(['nothing', 'key', 'contract']), demands: bilingual }),
    /** What misleads whoever reads this source. */
    trap: bilingual.optional(),
    /** What the declaration was checked against. */
    shape: z.enum(['recorded', 'trimmed', 'documented']),
  })
  .superRefine((source, context) => {
    for (const [path, message] of faults(source)) context.addIssue({ code: 'custom', path: [...path], message });
  });

export type SourceDeclaration = z.output<typeof SourceDeclaration>;
/** As it is written, before defaults. */
export type SourceDeclarationInput = z.input<typeof SourceDeclaration>;

type Fault = readonly [path: readonly (string | number)[], message: string];

function* faults(source: z.output<z.ZodObject<typeof SourceDeclaration.shape>>): Generator<Fault> {
  const { request: asked, film: identity, readings, metrics } = source;
  const url = URL.parse(asked.url.replaceAll(/\{[^}]*\}/g, '0'));
  if (url?.protocol !== 'https:') yield [['request', 'url'], 'it must be an https: address'];
  if (url && (url.username || url.password)) yield [['request', 'url'], 'it must hold no user and no password'];
  if (/\{/.test(/^https:\/\/[^/?#]*/.exec(asked.url)?.[0] ?? '')) yield [['request', 'url'], 'its host must be fixed'];
  for (const [name, value] of Object.entries(asked.headers)) {
    if (CREDENTIAL.test(name) && !TEMPLATE_SECRET.test(value)) {
      yield [['request', 'headers', name], 'a credential is written secret:NAME, never as its value'];
    }
  }
  const pages = `${asked.url}${asked.body ?? ''}`.includes('{page}');
  if (pages !== (source.paging !== undefined))
    yield [['paging'], 'it goes with {page} in the request, and only with it'];
  if (asked.per === 'slot' && identity.by === 'requested')
    yield [['film', 'by'], '"requested" needs one request a film'];
  const needsId = identity.by === 'provider-id' || identity.by === 'film-id';
  if (needsId && identity.id === undefined) yield [['film', 'id'], 'rows need an id'];
  if (identity.by === 'provider-id' && identity.title === undefined) yield [['film', 'title'], 'an id needs its title'];
  if (identity.by === 'title-in-text' && identity.title === undefined) yield [['film', 'title'], 'it names the text'];
  const read = [...new Set(readings.map(({ metric }) => metric))].sort().join();
  if ([...new Set(metrics)].sort().join() !== read) yield [['metrics'], `the readings are of ${read || 'nothing'}`];
}
