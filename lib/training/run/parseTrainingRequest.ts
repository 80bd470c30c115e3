import * as z from 'zod';
import { PREFIX } from '../../deployment/environment.ts';
import { AppError } from '../../errors/appError.ts';
import type { TrainingRequest } from '../../ports/trainingQueue.ts';

const request = z.object({
  runId: z.string().regex(/^[\w.-]{1,128}$/),
  batch: z.string().min(1).max(128),
  markets: z
    .array(
      z
        .object({ market: z.enum(['US', 'CN', 'KR']), snapshotKey: z.string().regex(/^snapshots(\/\w[\w.-]*)+$/) })
        .refine(({ market, snapshotKey }) => snapshotKey.startsWith(`${PREFIX.snapshots}${market}/`), {
          error: 'the snapshot is of another market',
        }),
    )
    .min(1)
    .refine((markets) => new Set(markets.map(({ market }) => market)).size === markets.length, {
      error: 'a market stands there twice',
    }),
});

/** @throws AppError `training.request-malformed` */
export function parseTrainingRequest(event: unknown): TrainingRequest {
  const parsed = request.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new AppError('training.request-malformed', { detail: z.prettifyError(parsed.error) }, { cause: parsed.error });
}
