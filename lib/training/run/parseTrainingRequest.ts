import * as z from 'zod';
import { AppError } from '../../errors/appError.ts';
import type { TrainingRequest } from '../../ports/trainingQueue.ts';

const request = z.object({
  runId: z.string().regex(/^[\w.-]{1,128}$/),
  batch: z.string().min(1).max(128),
  markets: z
    .array(z.object({ market: z.enum(['US', 'CN', 'KR']), snapshotKey: z.string().regex(/^snapshots\/[\w./-]+$/) }))
    .min(1)
    .max(3),
});

/** @throws AppError `training.request-malformed` */
export function parseTrainingRequest(event: unknown): TrainingRequest {
  const parsed = request.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new AppError('training.request-malformed', { detail: z.prettifyError(parsed.error) }, { cause: parsed.error });
}
