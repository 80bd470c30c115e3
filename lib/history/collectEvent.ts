import * as z from 'zod';
import { AppError } from '../errors/appError.ts';

const CollectEvent = z.object({ kind: z.literal('collect'), scheduledTime: z.iso.datetime({ offset: true }) });

/**
 * The slot that a schedule's event is about, in ms since the epoch: its scheduled time and not the wall clock, so that a
 * late or repeated start means the same slot.
 * @throws AppError `collect.event-unknown`
 */
export function parseCollectEvent(event: unknown): number {
  const parsed = CollectEvent.safeParse(event);
  if (!parsed.success) throw new AppError('collect.event-unknown', {}, { cause: parsed.error });
  return Date.parse(parsed.data.scheduledTime);
}
