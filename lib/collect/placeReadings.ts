import type { SignalEvent } from '../signals/signalEvent.ts';
import type { CollectedAnswer } from './collectAnswers.ts';
import type { CollectDeps } from './collectDeps.ts';
import type { FilmReadings, ReadingIssue } from './reading.ts';
import { settleUnresolved } from './settleUnresolved.ts';
import type { SourceDeclaration } from './sourceDeclaration.ts';
import { toEvents } from './toEvents.ts';

export interface PlacedReadings {
  readonly events: readonly SignalEvent[];
  /** Readings whose film is not identified: kept, not handed on. */
  readonly unresolved: number;
  readonly issues: readonly ReadingIssue[];
}

/** Gives every reading to its film. What cannot be given to one film for certain is kept until it can. */
export async function placeReadings(
  deps: CollectDeps,
  declaration: SourceDeclaration,
  slot: number,
  answers: readonly CollectedAnswer[],
): Promise<PlacedReadings> {
  const events = new Map<string, SignalEvent>();
  const issues: ReadingIssue[] = [];
  let unresolved = 0;
  const now = deps.clock();
  for (const { read, raw } of answers) {
    issues.push(...read.issues);
    for (const { film, readings } of read.films) {
      const known = await identify(deps, declaration, film);
      if (known) {
        const { name: source, market } = declaration;
        const made = toEvents({ source, market, slot, readings, ...known }, now);
        issues.push(...made.issues);
        for (const event of made.events) {
          // lists that move while they are paged through show a film twice
          if (events.has(event.eventId)) issues.push({ where: event.eventId, problem: 'it stands in the slot twice' });
          else events.set(event.eventId, event);
        }
      } else if ('mention' in film) {
        const { namespace } = declaration.film;
        const mention = { namespace, market: declaration.market, ...film.mention };
        await deps.unresolved.keep({ source: declaration.name, slot, mention, readings, raw: raw.facts.body });
        unresolved += readings.length;
      }
    }
  }
  return { events: [...events.values()], unresolved, issues };
}

async function identify(
  deps: CollectDeps,
  declaration: SourceDeclaration,
  film: FilmReadings['film'],
): Promise<{ readonly filmId: string; readonly providerId: string } | undefined> {
  if ('filmId' in film) return film;
  const {
    market,
    film: { namespace },
  } = declaration;
  const found = await deps.resolver.resolve({ namespace, market, ...film.mention });
  if (!found) return undefined;
  const { providerId } = film.mention;
  // what was read before it was known whose it is
  await settleUnresolved(deps, declaration, { providerId, filmId: found.filmId });
  return { filmId: found.filmId, providerId };
}
