/** Places values along an axis, and says which of them are worth a tick. */
export interface Scale {
  /** From a value to pixels. */
  at(value: number): number;
  readonly ticks: readonly number[];
}

type Span = readonly [from: number, to: number];

/** A linear scale from `domain` to `range`, with about `count` ticks at round values within the domain. */
export function linearScale([low, high]: Span, [from, to]: Span, count = 5): Scale {
  const step = roundStep((high - low) / count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return {
    at: (value) => from + ((value - low) / (high - low)) * (to - from),
    // a multiple of the step, not a running sum: 0.1 + 0.2 is no tick
    ticks: Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12))),
  };
}

/** Mantissas of ticks, the plainest first; more of them where few would lie within the domain. */
const MANTISSAS = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 5, 7]] as const;

/** A logarithmic scale, on which equal ratios are equally far apart. @throws RangeError unless 0 < low < high */
export function logScale([low, high]: Span, [from, to]: Span, atLeast = 4): Scale {
  if (!(low > 0 && high > low)) throw new RangeError(`a log scale needs 0 < low < high, got ${low}, ${high}`);
  const decades = Array.from(
    { length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, i) => Math.floor(Math.log10(low)) + i,
  );
  const ticksOf = (mantissas: readonly number[]) =>
    decades
      .flatMap((decade) => mantissas.map((mantissa) => Number((mantissa * 10 ** decade).toPrecision(12))))
      .filter((tick) => tick >= low && tick <= high);
  const choices = MANTISSAS.map(ticksOf);
  return {
    at: (value) => from + (Math.log(value / low) / Math.log(high / low)) * (to - from),
    ticks: choices.find((ticks) => ticks.length >= atLeast) ?? choices.at(-1) ?? [],
  };
}

/** The least of 1, 2, 2.5, 5 and 10 times a power of ten that is not below `step`. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return power * ([1, 2, 2.5, 5].find((mantissa) => mantissa * power >= step * (1 - 1e-9)) ?? 10);
}
