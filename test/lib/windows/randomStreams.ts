import fc from 'fast-check';
import type { SignalReading } from '../../../lib/signals/signalEvent.ts';

const START = Date.UTC(2026, 0, 1, 10);
const MINUTE = 60_000;

/** Values whose sums are exact in binary, so that means can be compared bit for bit. */
const content = fc.oneof(
  fc.record({
    metric: fc.constantFrom('presale_gross', 'presale_tickets'),
    kind: fc.constantFrom('increment', 'cumulative', 'cumulative', 'level'),
    value: fc.oneof(fc.constantFrom(0, 100, 200), fc.integer({ min: -500, max: 2_000 })),
  }),
  fc.record({
    metric: fc.constantFrom('social_heat', 'want_to_see'),
    kind: fc.constant('level'),
    value: fc.integer({ min: 0, max: 4_000 }).map((quarters) => quarters / 4),
  }),
  fc.record({
    metric: fc.constant('sentiment'),
    kind: fc.constant('level'),
    value: fc.integer({ min: -8, max: 8 }).map((eighths) => eighths / 8),
  }),
) as fc.Arbitrary<Pick<SignalReading, 'metric' | 'kind' | 'value'>>;

/** How far after the event before it an event was made: mostly on, at times far back, often on an edge of a window. */
const step = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 8 * MINUTE }) },
  { weight: 2, arbitrary: fc.integer({ min: -90 * MINUTE, max: 0 }) },
  { weight: 1, arbitrary: fc.integer({ min: 20 * MINUTE, max: 90 * MINUTE }) },
);
const snap = fc.constantFrom(1, 1, 5 * MINUTE, 15 * MINUTE);

const drawn = fc.record({
  content,
  step,
  snap,
  filmId: fc.constantFrom('A', 'A', 'B', 'C'),
  source: fc.constantFrom('maoyan', 'taopiaopiao'),
  showDate: fc.constantFrom(undefined, 20_454, 20_455),
  sequence: fc.constantFrom(undefined, '9', '10', '010'),
  /** How far ahead of its arrival an event claims to be. */
  ahead: fc.constantFrom(0, 0, 0, 5 * MINUTE, 5 * MINUTE + 1),
  /** Sent again this many events later; 0 = never. */
  againAfter: fc.constantFrom(0, 0, 0, 1, 3, 12),
  endsBatch: fc.boolean(),
});

export interface RandomStream {
  readonly batches: readonly (readonly SignalReading[])[];
  /** Batches before which the state is written down and read again. */
  readonly restarts: readonly number[];
}

export const randomStreams: fc.Arbitrary<RandomStream> = fc
  .record({
    drawn: fc.array(drawn, { minLength: 1, maxLength: 30 }),
    restarts: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 3 }),
  })
  .map(({ drawn: events, restarts }) => ({ batches: cut(events), restarts }));

type Drawn = typeof drawn extends fc.Arbitrary<infer Value> ? Value : never;

function cut(events: readonly Drawn[]): SignalReading[][] {
  const batches: SignalReading[][] = [[]];
  const again: { readonly due: number; readonly event: SignalReading }[] = [];
  let clock = START;
  events.forEach((each, index) => {
    const observedAt = Math.floor((clock + each.step) / each.snap) * each.snap;
    if (each.step > 0) clock += each.step;
    const { filmId, source, showDate, sequence } = each;
    const event: SignalReading = {
      ...{ type: 'signal', eventId: `e${index}`, filmId, market: 'CN', source, ...each.content, observedAt },
      ingestedAt: observedAt - each.ahead,
      ...(showDate === undefined ? {} : { showDate }),
      ...(sequence === undefined ? {} : { sequence }),
    };
    batches.at(-1)?.push(event);
    if (each.againAfter > 0) again.push({ due: index + each.againAfter, event });
    for (const copy of again) if (copy.due === index) batches.at(-1)?.push({ ...copy.event });
    if (each.endsBatch) batches.push([]);
  });
  return batches;
}
