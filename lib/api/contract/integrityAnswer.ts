import * as z from 'zod';
import { DAILY_METRICS } from '../../film/film.ts';
import { INTEGRITY_RULES } from '../../integrity/finding.ts';
import { bilingual, component, isoDay } from './common.ts';

const finding = component(
  'IntegrityFinding',
  z
    .strictObject({
      day: isoDay,
      showDate: isoDay.optional().describe('Of presale: the day of showing, where the row names one'),
      metric: z.enum([...DAILY_METRICS, 'rating']),
      rule: z.enum(INTEGRITY_RULES),
      severity: z.number().min(0).max(1).describe('What is not believed over what was reported'),
      raw: z.number().describe('As it was reported; money in currency units'),
      cleaned: z.number().describe('Without what this rule does not believe; money in currency units'),
      isTakenOff: z
        .boolean()
        .describe(
          'Whether the forecast told goes without it; findings about social heat are told only / 是否已从预测中剔除',
        ),
      text: bilingual,
    })
    .describe('One metric of one day that is not believed, by one rule'),
);

/** What is not believed of the signals that a forecast was made from. */
export const integrityAnswer = component(
  'Integrity',
  z
    .strictObject({
      used: z.enum(['cleaned', 'raw']).describe('The signals that the forecast told was made from'),
      detail: z.enum(['shows', 'daily']).describe('The finest detail at which presale was looked at'),
      findings: z.array(finding).min(1),
      other: z
        .strictObject({ total: z.strictObject({ p10: z.number(), p50: z.number(), p90: z.number() }) })
        .optional()
        .describe('What the signals as they were reported say; absent when it is the same'),
    })
    .describe(
      'Signals that are not believed, and what the forecast would be with them; absent when nothing was found / 存疑的信号,以及未清洗时的预测;无发现时不出现',
    ),
);

export type IntegrityAnswer = z.infer<typeof integrityAnswer>;
