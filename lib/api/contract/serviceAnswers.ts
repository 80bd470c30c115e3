import * as z from 'zod';
import { bilingual, component, isoInstant, market } from './common.ts';

const artifact = component(
  'Artifact',
  z.strictObject({
    artifactId: z.string(),
    market,
    sequence: z.int(),
    createdAsOf: z.string(),
    savedAt: isoInstant,
    runId: z.string().optional(),
    summary: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    champion: z.boolean().describe('Whether it serves its market'),
  }),
);

export const artifactPage = component(
  'ArtifactPage',
  z.strictObject({ artifacts: z.array(artifact), cursor: z.string().optional() }),
);

const healthNote = component('HealthNote', z.strictObject({ code: z.string(), message: bilingual, next: bilingual }));

const marketHealth = component(
  'MarketHealth',
  z.strictObject({
    champion: z
      .strictObject({ artifactId: z.string(), version: z.int(), sequence: z.int(), since: isoInstant })
      .nullable()
      .describe('What the pointer says; null when there is none or it cannot be read'),
    serving: z
      .strictObject({ artifactId: z.string(), source: z.enum(['registry', 'bundled']) })
      .nullable()
      .describe('What answers at present'),
    snapshot: z
      .strictObject({ hash: z.string(), films: z.int(), fresh: z.boolean() })
      .nullable()
      .describe('The history in use'),
    notes: z.array(healthNote),
  }),
);

const reachability = z.enum(['ok', 'unreachable']);

export const health = component(
  'Health',
  z
    .strictObject({
      status: z.enum(['ok', 'degraded']),
      version: z.string(),
      time: isoInstant,
      markets: z.partialRecord(market, marketHealth),
      stores: z.strictObject({
        films: reachability,
        operations: reachability,
        cache: reachability,
        signals: reachability,
        artifacts: reachability,
      }),
    })
    .describe('Always answered with 200 while the function runs at all'),
);

export type ArtifactPageAnswer = z.infer<typeof artifactPage>;
export type Health = z.infer<typeof health>;
export type MarketHealth = z.infer<typeof marketHealth>;
