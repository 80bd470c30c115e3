import { formatDay } from '../film/day.ts';
import { canonicalJson } from '../provenance/canonicalJson.ts';
import { sha256 } from '../provenance/sha256.ts';
import type { SourceReading } from './reading.ts';

/**
 * The stable id of a collected reading: a slot that is repeated gives the same ids, and a film that is identified later
 * keeps those of its readings.
 *
 * An increment is known by its moment alone, so that two slots which see it count it once. Levels and cumulatives replace
 * one another, so each slot's reading is its own: a figure that is corrected and corrected back needs three ids.
 * @param slot the scheduled moment, ms since the epoch
 */
export function eventId(source: string, providerId: string, reading: SourceReading, slot: number): string {
  const { metric, kind, showDate, observedAt } = reading;
  const day = showDate === undefined ? null : formatDay(showDate);
  const turn = kind === 'increment' ? null : slot;
  return `${source}-${sha256(canonicalJson([source, providerId, metric, day, observedAt, turn])).slice(0, 32)}`;
}
