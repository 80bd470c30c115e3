import * as z from 'zod';
import { AppError } from '../errors/appError.ts';
import { parseDay } from '../film/day.ts';
import { MARKETS, type Market } from '../film/market.ts';
import {
  CHANGEABLE_FACTS,
  type FactValue,
  SIGNAL_METRIC_NAMES,
  SIGNAL_METRICS,
  type SignalEvent,
  type SignalMetric,
} from './signalEvent.ts';

const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is kept out
    .regex(/^[^\u0000-\u001f\u007f]+$/, { error: 'text without control characters' });

const identity = {
  eventId: text(200),
  filmId: text(200),
  market: z.enum(Object.keys(MARKETS) as [Market, ...Market[]]),
  source: text(60),
  observedAt: z.iso.datetime({ offset: true }),
};

const reading = z.object({
  type: z.literal('signal').optional(),
  ...identity,
  metric: z.enum(SIGNAL_METRIC_NAMES as [SignalMetric, ...SignalMetric[]]),
  kind: z.enum(['increment', 'cumulative', 'level']),
  value: z.number(),
  unit: text(40),
  showDate: z.iso.date().optional(),
  sequence: z
    .string()
    .regex(/^\d{1,60}$/)
    .optional(),
});

const fact: z.ZodType<FactValue> = z.union([
  z.null(),
  z.boolean(),
  z.number(),
  z.string().max(400),
  z.array(z.string().max(200)).max(100),
]);

const change = z.object({
  type: z.literal('film.changed'),
  ...identity,
  field: z.enum(CHANGEABLE_FACTS),
  old: fact,
  new: fact,
});

/** An event as it comes over the wire; see docs/signals.md. Unknown members are left out. */
export type SignalEventMessage = z.infer<typeof reading> | z.infer<typeof change>;

/**
 * Reads an event from outside.
 * @param message parsed JSON
 * @param ingestedAt the present moment, ms since the epoch
 * @throws AppError `signal.malformed`, `signal.unit`, `signal.value`
 */
export function parseSignalEvent(message: unknown, ingestedAt: number): SignalEvent {
  const isChange = typeof message === 'object' && message !== null && 'type' in message && message.type !== 'signal';
  return isChange ? toChange(read(change, message), ingestedAt) : toReading(read(reading, message), ingestedAt);
}

function toReading(message: z.infer<typeof reading>, ingestedAt: number): SignalEvent {
  const { type: _type, unit, showDate, sequence, observedAt, value, ...event } = message;
  const { metric } = event;
  const rules = SIGNAL_METRICS[metric];
  if (!(rules.units as readonly string[]).includes(unit)) {
    throw new AppError('signal.unit', { metric, unit, accepted: rules.units.join(', ') });
  }
  if (value < rules.least || value > rules.most || (rules.integer && !Number.isSafeInteger(value))) {
    throw new AppError('signal.value', { metric, value, least: rules.least, most: rules.most });
  }
  return {
    type: 'signal',
    ...event,
    value,
    observedAt: Date.parse(observedAt),
    ingestedAt,
    ...(showDate === undefined ? {} : { showDate: parseDay(showDate) }),
    ...(sequence === undefined ? {} : { sequence }),
  };
}

function toChange(message: z.infer<typeof change>, ingestedAt: number): SignalEvent {
  return { ...message, observedAt: Date.parse(message.observedAt), ingestedAt };
}

function read<Schema extends z.ZodType>(schema: Schema, message: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(message);
  if (parsed.success) return parsed.data;
  const { path = [], message: problem = '' } = parsed.error.issues[0] ?? {};
  throw new AppError('signal.malformed', { field: path.join('.') || '-', problem });
}
