import type { SignalReading } from '../../../lib/signals/signalEvent.ts';
import type { WindowRow } from '../../../lib/windows/windowRow.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** An event that was new and not wholly late, with the starts of the windows that it counts in. */
interface Counted {
  readonly event: SignalReading;
  readonly starts: readonly number[];
}

/** What a batch comes to by the naive model. */
export interface NaiveAnswer {
  readonly rows: readonly WindowRow[];
  readonly closed: readonly WindowRow[];
  readonly counted: number;
  readonly late: number;
  readonly duplicates: number;
  readonly refused: number;
  readonly openWindows: number;
}

/**
 * Windows as the contract states them and in no way clever: every event is remembered for ever, and every row is worked
 * out from all of them each time. Rows changed are those that differ from what they were before the batch.
 */
export function naiveWindows(lateFilter: 'previous-batch' | 'current-batch', futureToleranceMs: number) {
  const seenIds = new Set<string>();
  const counted: Counted[] = [];
  /** Greatest event time of each batch so far. */
  const greatest: number[] = [];

  const watermarkAfter = (batches: number) =>
    Math.max(0, ...greatest.slice(0, Math.max(0, batches)).map((time) => time - 10 * MINUTE));

  return {
    batch(events: readonly SignalReading[]): NaiveAnswer {
      const present = watermarkAfter(greatest.length);
      const previous = watermarkAfter(greatest.length - 1);
      const lateBefore = lateFilter === 'current-batch' ? present : previous;
      const before = allRows(counted, lateBefore);
      let [pairs, late, duplicates, refused, latest] = [0, 0, 0, 0, Number.NEGATIVE_INFINITY];
      for (const event of events) {
        if (event.observedAt > event.ingestedAt + futureToleranceMs) {
          refused++;
          continue;
        }
        const starts = startsOf(event.observedAt);
        const open = starts.filter((start) => start + HOUR > lateBefore);
        if (open.length > 0 && seenIds.has(event.eventId)) {
          duplicates++;
          continue;
        }
        if (open.length > 0) {
          seenIds.add(event.eventId);
          counted.push({ event, starts: open });
        }
        pairs += open.length;
        late += starts.length - open.length;
        latest = Math.max(latest, event.observedAt);
      }
      greatest.push(latest);
      const after = allRows(counted, lateBefore);
      const rows = [...after].filter(([key, row]) => JSON.stringify(row) !== JSON.stringify(before.get(key)));
      const open = allRows(counted, present);
      const closed = [...allRows(counted, previous)].filter(([key]) => !open.has(key)).map(([, row]) => row);
      const openWindows = open.size;
      return { rows: rows.map(([, row]) => row), closed, counted: pairs, late, duplicates, refused, openWindows };
    },
    watermark: () => watermarkAfter(greatest.length),
  };
}

/** Multiples of 15 minutes whose hour holds the moment. */
function startsOf(moment: number): readonly number[] {
  const starts = [];
  for (let start = Math.ceil(moment / HOUR) * HOUR - 3 * HOUR; start <= moment; start += 15 * MINUTE) {
    if (start <= moment && moment < start + HOUR) starts.push(start);
  }
  return starts;
}

/** Every window that ends after a moment and counts an event. */
function allRows(counted: readonly Counted[], endsAfter: number): Map<string, WindowRow> {
  const members = new Map<string, SignalReading[]>();
  for (const { event, starts } of counted) {
    for (const start of starts) {
      if (start + HOUR <= endsAfter) continue;
      const key = `${event.market} ${event.filmId} ${start}`;
      members.set(key, [...(members.get(key) ?? []), event]);
    }
  }
  const events = counted.map(({ event }) => event);
  const rows = [...members].map(([key, of]) => [key, rowOf(Number(key.split(' ')[2]), of, events)] as const);
  return new Map(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function rowOf(start: number, members: readonly SignalReading[], all: readonly SignalReading[]): WindowRow {
  const [first] = members as [SignalReading];
  const values = (metric: string) => members.filter((event) => event.metric === metric).map(({ value }) => value);
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const sum = (metric: string) =>
    members
      .filter((event) => event.metric === metric && event.kind !== 'level')
      .reduce((total, event) => total + (event.kind === 'increment' ? event.value : sinceTheOneBefore(event, all)), 0);
  return {
    ...{ market: first.market, filmId: first.filmId, start, end: start + HOUR },
    ...{ presaleGross: sum('presale_gross'), presaleTickets: sum('presale_tickets') },
    ...(values('social_heat').length > 0 ? { socialHeat: mean(values('social_heat')) } : {}),
    ...(values('sentiment').length > 0 ? { sentiment: mean(values('sentiment')) } : {}),
    ...{ count: members.length, lastEventAt: Math.max(...members.map(({ observedAt }) => observedAt)) },
  };
}

/** A running total less the same source's total before it in event time, for the same film and day of showing. */
function sinceTheOneBefore(event: SignalReading, all: readonly SignalReading[]): number {
  const nameOf = ({ market, filmId, source, metric, showDate }: SignalReading) =>
    JSON.stringify([market, filmId, source, metric, showDate ?? null]);
  const earlier = all
    .filter((other) => other.kind === 'cumulative' && nameOf(other) === nameOf(event))
    .filter((other) => isBefore(other, event))
    .sort((a, b) => (isBefore(a, b) ? -1 : 1));
  const before = earlier.at(-1);
  return before === undefined ? 0 : event.value - before.value;
}

function isBefore(a: SignalReading, b: SignalReading): boolean {
  if (a.observedAt !== b.observedAt) return a.observedAt < b.observedAt;
  const [first, second] = [BigInt(a.sequence ?? '-1'), BigInt(b.sequence ?? '-1')];
  return first === second ? a.eventId < b.eventId : first < second;
}
