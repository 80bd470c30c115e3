import type { CalendarOverrides } from '../calendar/override.ts';
import { parseOverrides } from '../calendar/parseOverrides.ts';
import type { ObjectStore } from '../ports/objectStore.ts';

/** Where the overrides of a deployment are dropped, in the history bucket. */
export const OVERRIDES_KEY = 'calendar/overrides.json';

/**
 * The overrides that were dropped into the history bucket.
 * @returns undefined where there are none
 * @throws AppError `calendar.overrides-refused`, `store.unavailable`
 */
export async function readCalendarOverrides(history: ObjectStore): Promise<CalendarOverrides | undefined> {
  const stored = await history.get(OVERRIDES_KEY);
  return stored && parseOverrides(stored.body);
}
