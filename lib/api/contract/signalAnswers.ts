import * as z from 'zod';
import { SIGNAL_METRIC_NAMES, type SignalMetric } from '../../signals/signalEvent.ts';
import { component, filmId, isoDay, isoInstant, market } from './common.ts';

const metric = z.enum(SIGNAL_METRIC_NAMES as [SignalMetric, ...SignalMetric[]]);
const value = z.number().describe('Money in integer minor units, see docs/signals.md');

const factValue = component(
  'FactValue',
  z
    .union([z.null(), z.boolean(), z.number(), z.string(), z.array(z.string())])
    .describe('Days as ISO dates, money in integer minor units'),
);

const event = component(
  'Signal',
  z
    .strictObject({
      type: z.enum(['signal', 'film.changed']),
      eventId: z.string(),
      source: z.string(),
      observedAt: isoInstant.describe('When it was so'),
      ingestedAt: isoInstant.describe('When it was taken in: it is known from then on'),
      metric: metric.optional(),
      kind: z.enum(['increment', 'cumulative', 'level']).optional(),
      value: value.optional(),
      showDate: isoDay.optional(),
      sequence: z.string().optional(),
      field: z.string().optional().describe('The changed fact'),
      old: factValue.optional(),
      new: factValue.optional(),
    })
    .describe('One event as it was taken in'),
);

const day = component(
  'SignalDay',
  z
    .strictObject({ date: isoDay, metric, showDate: isoDay.optional(), value })
    .describe('What the events of one local day come to'),
);

const window = component(
  'SignalWindow',
  z.strictObject({
    start: isoInstant,
    end: isoInstant,
    presaleGross: value,
    presaleTickets: z.number(),
    socialHeat: z.number().optional(),
    sentiment: z.number().optional(),
    count: z.int(),
    lastEventAt: isoInstant,
    closed: z.boolean().describe('Whether it changes no more; until then its figures are those of a part of an hour'),
  }),
);

export const signalPage = component(
  'SignalPage',
  z
    .strictObject({
      filmId,
      market,
      events: z.array(event).describe('The latest first, by event time'),
      days: z.array(day).describe('Of the first page alone; the latest first, at most 500'),
      windows: z.array(window).describe('Of the first page alone; the latest 50'),
      cursor: z.string().optional(),
    })
    .describe('What is known of a film by signals'),
);

export type SignalPageAnswer = z.infer<typeof signalPage>;
export type SignalAnswer = z.infer<typeof event>;
