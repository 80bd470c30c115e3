import { releaseWindowAt } from '../calendar/releaseWindow.ts';
import { type MethodMetrics, measureMethods } from './methodMetrics.ts';
import type { Prediction } from './prediction.ts';

/** Thirds of the films by the stack's median forecast: what is known when it is made, never what came of it. */
const SIZES = ['small', 'middle', 'large'] as const;
export type Size = (typeof SIZES)[number];

export interface SizeReport extends MethodMetrics {
  /** Smallest and largest median forecast among them, in currency units. */
  readonly from: number;
  readonly to: number;
}

export interface WindowReport extends MethodMetrics {
  readonly name: { readonly en: string; readonly zh: string };
}

const ORDINARY = { id: 'ordinary', en: 'No window', zh: '非档期' } as const;

/** Measures the films of one origin by size; a size without a film is left out. */
export function measureSizes(predictions: readonly Prediction[]): Readonly<Partial<Record<Size, SizeReport>>> {
  const sorted = predictions.toSorted((a, b) => a.stack.p50 - b.stack.p50 || (a.filmId < b.filmId ? -1 : 1));
  const entries = SIZES.flatMap((size, third) => {
    const from = Math.round((sorted.length * third) / SIZES.length);
    const own = sorted.slice(from, Math.round((sorted.length * (third + 1)) / SIZES.length));
    const [smallest, largest] = [own[0], own.at(-1)];
    if (!smallest || !largest) return [];
    return [[size, { from: smallest.stack.p50, to: largest.stack.p50, ...measureMethods(own) }] as const];
  });
  return Object.fromEntries(entries);
}

/** Measures the films of one origin by the window they opened in, the window with most films first. */
export function measureWindows(predictions: readonly Prediction[]): Readonly<Record<string, WindowReport>> {
  const windowOf = ({ releaseDate, market }: Prediction) => releaseWindowAt(releaseDate, market) ?? ORDINARY;
  const groups = Map.groupBy(predictions, (prediction) => windowOf(prediction).id);
  const entries = [...groups].map(([id, own]): [string, WindowReport] => {
    const { en, zh } = own[0] ? windowOf(own[0]) : ORDINARY;
    return [id, { name: { en, zh }, ...measureMethods(own) }];
  });
  return Object.fromEntries(entries.sort(([a, one], [b, other]) => other.n - one.n || (a < b ? -1 : 1)));
}
