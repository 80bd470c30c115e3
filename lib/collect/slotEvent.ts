import * as z from 'zod';
import { AppError } from '../errors/appError.ts';
import type { FollowedFilm } from './followedFilm.ts';

const SlotEvent = z.object({
  kind: z.literal('collect-signals'),
  source: z.string().min(1).max(60),
  scheduledTime: z.iso.datetime({ offset: true }),
  films: z
    .array(
      z.object({
        filmId: z.string().min(1).max(200),
        title: z.string().max(200).exactOptional(),
        providerIds: z.record(z.string().max(60), z.string().min(1).max(200)).exactOptional(),
      }),
    )
    .max(1_000)
    .default([]),
});

/** What a schedule asks for: one slot of one source, and the films it is about. */
export interface SlotEvent {
  readonly source: string;
  /** The scheduled moment, ms since the epoch. */
  readonly slot: number;
  readonly films: readonly FollowedFilm[];
}

/** Whether an event asks for signals, well or badly; everything else is history's. */
export function asksForSignals(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'kind' in event && event.kind === 'collect-signals';
}

/**
 * Reads the event of a schedule. Its scheduled time and not the wall clock names the slot, so that a late or repeated start
 * means the same slot.
 * @throws AppError `collect.slot-malformed`
 */
export function parseSlotEvent(event: unknown): SlotEvent {
  const parsed = SlotEvent.safeParse(event);
  if (parsed.success) {
    const { source, scheduledTime, films } = parsed.data;
    return { source, slot: Date.parse(scheduledTime), films };
  }
  const { path = [], message: problem = '' } = parsed.error.issues[0] ?? {};
  throw new AppError('collect.slot-malformed', { field: path.join('.') || '-', problem }, { cause: parsed.error });
}
