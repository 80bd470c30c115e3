import * as z from 'zod';
import { bilingual, component, filmId, isoDay, isoInstant, market, origin, quantiles } from './common.ts';
import { runningDay } from './forecastAnswer.ts';

export const film = component(
  'Film',
  z
    .strictObject({
      filmId,
      title: z.string(),
      market,
      releaseDate: isoDay,
      currency: z.string(),
      genres: z.array(z.string()),
      directors: z.array(z.string()),
      cast: z.array(z.string()),
      runtimeMin: z.number().optional(),
      certificate: z.string().optional(),
      distributor: z.string().optional(),
      budget: z.number().optional().describe('Currency units'),
      openingTheaters: z.number().optional(),
      finalGross: z.number().optional().describe('Currency units; absent while the film is running'),
    })
    .describe('A film in one market; what is unknown is absent'),
);

export const filmPage = component(
  'FilmPage',
  z.strictObject({
    films: z.array(film),
    cursor: z.string().optional().describe('Present while there is more'),
  }),
);

const revisionReason = component(
  'RevisionReason',
  z
    .strictObject({
      text: bilingual,
      changed: z
        .array(z.string())
        .describe('Metrics of new readings; "film." and the fact for a change of the catalogue'),
      window: z
        .strictObject({ start: isoInstant, end: isoInstant })
        .optional()
        .describe('The latest window of signals that changed'),
    })
    .describe('What the forecast was made for without anybody asking'),
);

const revision = component(
  'ForecastRevision',
  z.strictObject({
    revision: z.string(),
    origin,
    asOf: isoInstant,
    recordedAt: isoInstant,
    total: quantiles,
    openingDay: quantiles,
    openingWeekend: quantiles,
    artifact: z.string(),
    inputsHash: z.string(),
    snapshot: z.string().optional().describe('Content hash of the history files that it was made from'),
    runningDay: runningDay.optional(),
    reason: revisionReason.optional().describe('Absent when somebody asked'),
    changed: z
      .strictObject({
        factor: z.number().optional().describe('Median total now / before'),
        width80: z.number().optional().describe('Change of the width of the 80 % interval, in logs'),
        origin: z.boolean(),
        inputs: z.boolean(),
        artifact: z.boolean(),
      })
      .optional()
      .describe('Against the revision before it; absent for the first'),
  }),
);

export const revisionPage = component(
  'ForecastRevisionPage',
  z.strictObject({ filmId, market, revisions: z.array(revision), cursor: z.string().optional() }),
);

export type FilmAnswer = z.infer<typeof film>;
export type FilmPage = z.infer<typeof filmPage>;
export type RevisionPageAnswer = z.infer<typeof revisionPage>;
