import type { SignalReading } from '../../../lib/signals/signalEvent.ts';
import { type Random, seededRandom } from '../../../lib/stats/random.ts';

export interface InventedStream {
  readonly seed: number;
  readonly films: number;
  /** Events per second of event time. */
  readonly rate: number;
  /** Share of events that are sent a second time; default 0.02. */
  readonly repeated?: number;
  /** Milliseconds since the epoch of the first event; default 2026-01-01T00:00Z. */
  readonly from?: number;
}

/**
 * Signals of many films as they might come in, without end: increments with refunds, running totals of two sources that
 * now and then fall, social heat and sentiment; seconds late as a rule, minutes now and then; some sent twice.
 */
export function* inventStream({ seed, films, rate, repeated = 0.02, from }: InventedStream): Generator<SignalReading> {
  const random = seededRandom(seed);
  const totals = new Map<string, number>();
  const start = from ?? Date.UTC(2026, 0, 1);
  for (let i = 0; ; i++) {
    const ingestedAt = start + Math.round((i * 1000) / rate);
    const event = { ...invent(random, i, films, totals), ...timesOf(random, ingestedAt) };
    yield event;
    if (random() < repeated) yield { ...event, ingestedAt: ingestedAt + 1000 };
  }
}

function timesOf(random: Random, ingestedAt: number) {
  const delay = random() < 0.01 ? random() * 40 * 60_000 : random() * 5_000;
  return { observedAt: Math.round(ingestedAt - delay), ingestedAt };
}

function invent(random: Random, i: number, films: number, totals: Map<string, number>) {
  const filmId = `film-${Math.floor(random() ** 2 * films)}`;
  const event = { type: 'signal', eventId: `event-${i}`, filmId, market: 'CN', source: 'maoyan' } as const;
  const draw = random();
  if (draw < 0.5) {
    const value = Math.round((random() - 0.03) * 20) * 500;
    return { ...event, metric: 'presale_gross', kind: 'increment', value } as const;
  }
  if (draw < 0.8) {
    const source = random() < 0.5 ? 'maoyan' : 'taopiaopiao';
    const showDate = 20_460 + Math.floor(random() * 3);
    const key = `${filmId} ${source} ${showDate}`;
    const value = Math.max(0, (totals.get(key) ?? 1_000) + Math.round((random() - 0.05) * 40));
    totals.set(key, value);
    return { ...event, source, metric: 'presale_tickets', kind: 'cumulative', value, showDate } as const;
  }
  if (draw < 0.95) return { ...event, metric: 'social_heat', kind: 'level', value: random() * 1e6 } as const;
  return { ...event, metric: 'sentiment', kind: 'level', value: random() * 2 - 1 } as const;
}

/** The next `count` of a stream. */
export function take(stream: Iterator<SignalReading>, count: number): SignalReading[] {
  return Array.from({ length: count }, () => stream.next().value as SignalReading);
}
