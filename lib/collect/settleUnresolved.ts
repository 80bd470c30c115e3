import type { CollectDeps } from './collectDeps.ts';
import type { SourceDeclaration } from './sourceDeclaration.ts';
import { toEvents } from './toEvents.ts';

/**
 * Hands on what was read of a film before it was known whose readings they are. Their event time stays, they are known from
 * now on, and their ids are those that they would have had, so that doing it twice counts once.
 * @returns how many readings were handed on
 */
export async function settleUnresolved(
  deps: Pick<CollectDeps, 'unresolved' | 'sink' | 'clock'>,
  { name: source, market }: SourceDeclaration,
  { providerId, filmId }: { readonly providerId: string; readonly filmId: string },
): Promise<number> {
  const waiting = await deps.unresolved.of(source, providerId);
  const events = waiting.flatMap(
    ({ slot, readings }) => toEvents({ source, market, slot, readings, providerId, filmId }, deps.clock()).events,
  );
  if (events.length > 0) await deps.sink.put(events);
  for (const one of waiting) await deps.unresolved.remove(one);
  return events.length;
}
