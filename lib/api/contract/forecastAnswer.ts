import * as z from 'zod';
import { bilingual, component, filmId, isoDay, isoInstant, market, origin, quantiles } from './common.ts';
import { integrityAnswer } from './integrityAnswer.ts';

const driver = component(
  'Driver',
  z.strictObject({
    feature: z.string(),
    name: bilingual,
    value: z.number().nullable().describe('What the feature was; null = unknown'),
    factor: z.number().describe('Multiplies the forecast'),
  }),
);

const comparable = component(
  'Comparable',
  z.strictObject({ filmId: z.string(), title: z.string(), weight: z.number(), total: z.number() }),
);

const pathDay = component(
  'ForecastDay',
  z
    .strictObject({ date: isoDay, p10: z.number(), p50: z.number(), p90: z.number() })
    .describe('What a film takes on one day, in currency units; the three are equal for a day that is known'),
);

const note = component('Note', z.strictObject({ code: z.string(), message: bilingual }));

/** A local day that was completed from what had come of it. */
export const runningDay = component(
  'RunningDay',
  z
    .strictObject({ date: isoDay, elapsed: z.number().min(0).max(1).describe('The share of the day that had passed') })
    .describe(
      'The day that was running: what had come of it by asOf was completed to a whole day, as models know whole days only / 尚未结束的当日:已到数据按全天补足',
    ),
);

/** A forecast; `base` times all factors of the drivers is `total.p50`. */
export const forecastAnswer = component(
  'Forecast',
  z
    .strictObject({
      filmId,
      title: z.string(),
      market,
      currency: z.string(),
      grossKind: z.enum(['with-fee', 'without-fee']).describe('Whether money includes the online service fee'),
      origin,
      asOf: isoInstant.describe('Every fact used was known before this moment'),
      runningDay: runningDay.optional(),
      total: quantiles,
      openingDay: quantiles,
      openingWeekend: quantiles,
      path: z
        .array(pathDay)
        .describe(
          'The first 14 days from the release day on, from the same samples as the total: in each of them the days of the opening weekend add up to it, and all days to the total / 自上映日起14天的逐日票房,与总票房出自同一组样本',
        ),
      base: z.number(),
      drivers: z.array(driver).describe('base times all factors is total.p50'),
      comparables: z.array(comparable),
      baselines: z.strictObject({ comparables: z.number().nullable(), multiplier: z.number().nullable() }),
      artifact: z.string().describe('Id of the model that made it'),
      inputsHash: z.string(),
      integrity: integrityAnswer.optional(),
      degraded: z
        .boolean()
        .describe(
          'Something of the service itself was not at hand; the forecast was made without it. A stale provider alone does not degrade an answer / 服务自身有部分不可用',
        ),
      staleSources: z
        .array(z.string())
        .describe(
          'What was not at hand (history, signals, model, cache, log), then the providers of the market whose last good data are older than they declare to be fresh; not told of past instants / 不可用的部分,以及数据已过期的数据源',
        ),
      cache: z.enum(['hit', 'miss']),
      unusedInputs: z.array(z.string()).optional().describe('Inputs of the request that the model does not use'),
      notes: z.array(note).optional().describe('What was made of doubtful inputs'),
    })
    .describe('The distribution of what a film will earn, in currency units'),
);

export type ForecastAnswer = z.infer<typeof forecastAnswer>;
export type ForecastNote = z.infer<typeof note>;
