import type { Day } from '../film/day.ts';
import type { SignalReading } from './signalEvent.ts';

/**
 * Of several sources of one metric the one that is believed, because sources never add up: the one that spoke on most
 * local days; among equals the one that spoke first, then by name. Increments and cumulatives of one source are two.
 * @param readings of one film and metric, in the order of events
 * @returns the readings of that source alone
 */
export function chooseSource(
  readings: readonly SignalReading[],
  dayOfReading: (reading: SignalReading) => Day,
): readonly SignalReading[] {
  const series = Map.groupBy(readings, ({ source, kind }) => `${source}\u0000${kind}`);
  if (series.size <= 1) return readings;
  const ranked = [...series].map(([name, own]) => ({
    name,
    own,
    days: new Set(own.map(dayOfReading)).size,
    first: own[0]?.observedAt ?? 0,
  }));
  ranked.sort((a, b) => b.days - a.days || a.first - b.first || (a.name < b.name ? -1 : 1));
  return ranked[0]?.own ?? [];
}
