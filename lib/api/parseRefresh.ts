import * as z from 'zod';
import { AppError } from '../errors/appError.ts';
import { filmId, market } from './contract/common.ts';

const reason = z.object({
  changed: z.array(z.string().max(60)).max(60),
  window: z.object({ start: z.number(), end: z.number() }).optional(),
});

const refreshCall = z.object({
  kind: z.literal('refresh'),
  films: z
    .array(z.object({ market, filmId, reason: reason.optional() }))
    .min(1)
    .max(1_000),
});

/** One film to be forecast afresh, and what has changed. */
export type RefreshRequest = z.infer<typeof refreshCall>['films'][number];

/** Whether a call of the function asks for fresh forecasts rather than being a request of the HTTP API. */
export function isRefreshCall(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'kind' in event && event.kind === 'refresh';
}

/** @throws AppError `refresh.malformed` */
export function parseRefresh(event: unknown): readonly RefreshRequest[] {
  const parsed = refreshCall.safeParse(event);
  if (parsed.success) return parsed.data.films;
  const { path = [], message = '' } = parsed.error.issues[0] ?? {};
  throw new AppError('refresh.malformed', { reason: `${path.join('.') || '-'}: ${message}` });
}
