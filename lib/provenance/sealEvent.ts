import * as z from 'zod';
import { AppError } from '../errors/appError.ts';
import type { Day } from '../film/day.ts';

const SealEvent = z.object({ kind: z.literal('seal'), scheduledTime: z.iso.datetime({ offset: true }) });
const MS_PER_DAY = 86_400_000;

/**
 * The last UTC day that was over when a schedule's slot came, by its scheduled time and not the wall clock.
 * @throws AppError `proof.event-unknown`
 */
export function parseSealEvent(event: unknown): Day {
  const parsed = SealEvent.safeParse(event);
  if (!parsed.success) throw new AppError('proof.event-unknown', {}, { cause: parsed.error });
  return Math.floor(Date.parse(parsed.data.scheduledTime) / MS_PER_DAY) - 1;
}
