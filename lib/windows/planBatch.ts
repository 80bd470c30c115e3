import type { SignalReading } from '../signals/signalEvent.ts';
import { compareText, compareWholeNumbers } from './compare.ts';
import { FilmDraft } from './filmDraft.ts';
import { isFromFuture } from './futureGuard.ts';
import type { WindowChange } from './windowChange.ts';
import { FUTURE_TOLERANCE_MS, PANES_PER_WINDOW, paneOf, WATERMARK_DELAY_MS, type WindowRules } from './windowRules.ts';
import { filmKey, type WindowState } from './windowState.ts';

/** An event that windows do not take. */
interface RefusedReading {
  readonly reading: SignalReading;
  /** Its time lies too far ahead of its taking in; or it would make sums too large to be exact. */
  readonly code: 'stream.future' | 'stream.sum';
}

/** What a batch comes to; nothing has been changed yet. */
export interface BatchPlan {
  readonly change: WindowChange;
  /** Pairs of an event and a window that counts it; with {@link late}, four for each event that is new. */
  readonly counted: number;
  /** Pairs of an event and a window that was closed to it. */
  readonly late: number;
  /** Events whose id was counted before. */
  readonly duplicates: number;
  readonly refused: readonly RefusedReading[];
}

/**
 * Works out what a batch of events changes. The order within the batch does not matter. An event counts in each of its
 * windows that is still open to it; one that all of its windows are closed to changes nothing. The watermark that the
 * batch itself leads to holds from the next batch on.
 */
export function planBatch(
  state: WindowState,
  events: readonly SignalReading[],
  { lateFilter = 'previous-batch', futureToleranceMs = FUTURE_TOLERANCE_MS }: WindowRules = {},
): BatchPlan {
  const lateBefore = lateFilter === 'previous-batch' ? state.previousWatermark : state.watermark;
  const lateThrough = paneOf(lateBefore);
  const drafts = new Map<string, FilmDraft>();
  const newIds = new Map<number, Set<string>>();
  const refused: RefusedReading[] = [];
  let [counted, late, duplicates, latest] = [0, 0, 0, Number.NEGATIVE_INFINITY];

  for (const reading of events.toSorted(compareReadings)) {
    if (isFromFuture(reading, futureToleranceMs)) {
      refused.push({ reading, code: 'stream.future' });
      continue;
    }
    const pane = paneOf(reading.observedAt);
    const closed = Math.min(Math.max(lateThrough - pane, 0), PANES_PER_WINDOW);
    if (closed < PANES_PER_WINDOW) {
      if (isKnown(state.eventIds, reading.eventId) || isKnown(newIds, reading.eventId)) {
        duplicates++;
        continue;
      }
      if (!draftOf(drafts, state, reading).take(reading, pane)) {
        refused.push({ reading, code: 'stream.sum' });
        continue;
      }
      idsOf(newIds, pane).add(reading.eventId);
    }
    late += closed;
    counted += PANES_PER_WINDOW - closed;
    latest = Math.max(latest, reading.observedAt);
  }

  const change = {
    lateBefore,
    watermark: Math.max(state.watermark, latest - WATERMARK_DELAY_MS),
    films: [...drafts.values()].filter(({ isTouched }) => isTouched).map((draft) => draft.change()),
    eventIds: [...newIds].map(([pane, ids]) => [pane, [...ids]] as const),
  };
  return { change, counted, late, duplicates, refused };
}

function compareReadings(a: SignalReading, b: SignalReading): number {
  return (
    a.observedAt - b.observedAt ||
    compareWholeNumbers(a.sequence ?? '', b.sequence ?? '') ||
    compareText(a.eventId, b.eventId)
  );
}

/** Ids are looked for in every pane: an event that is sent again with another time is still the same event. */
function isKnown(eventIds: ReadonlyMap<number, ReadonlySet<string>>, eventId: string): boolean {
  for (const ids of eventIds.values()) if (ids.has(eventId)) return true;
  return false;
}

function idsOf(eventIds: Map<number, Set<string>>, pane: number): Set<string> {
  let ids = eventIds.get(pane);
  if (ids === undefined) {
    ids = new Set();
    eventIds.set(pane, ids);
  }
  return ids;
}

function draftOf(drafts: Map<string, FilmDraft>, state: WindowState, reading: SignalReading): FilmDraft {
  const key = filmKey(reading);
  let draft = drafts.get(key);
  if (draft === undefined) {
    draft = new FilmDraft(reading, state.films.get(key));
    drafts.set(key, draft);
  }
  return draft;
}
