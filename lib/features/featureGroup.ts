import type { Origin } from '../film/origin.ts';
import type { Subject } from './subject.ts';

/** What a column means, for people and for checks. */
export interface FeatureDefinition {
  readonly name: string;
  readonly group: string;
  readonly unit: string;
  /** The columns of the history files that it is made of. */
  readonly source: string;
  /** The earliest origin at which it can be known. */
  readonly knownFrom: Origin;
  readonly en: string;
  readonly zh: string;
}

/** One column: its definition and, beside it, how it is computed from what its group prepared; NaN when unknown. */
export interface Column<Prepared> extends Omit<FeatureDefinition, 'name' | 'group'> {
  readonly value: (prepared: Prepared) => number;
}

/** Columns that share preparation. */
export interface FeatureGroup {
  readonly definitions: readonly FeatureDefinition[];
  /** Writes the group's columns into `values` from `at` on; NaN before their origin and for what is not finite. */
  write(subject: Subject, values: Float32Array, at: number): void;
}

/** Makes a group of its preparation and its columns, in the order given. */
export function defineGroup<Prepared>(
  group: string,
  prepare: (subject: Subject) => Prepared,
  columns: Readonly<Record<string, Column<Prepared>>>,
): FeatureGroup {
  const readers = Object.values(columns);
  return {
    definitions: Object.entries(columns).map(([name, { unit, source, knownFrom, en, zh }]) => ({
      name,
      group,
      unit,
      source,
      knownFrom,
      en,
      zh,
    })),
    write(subject, values, at) {
      const prepared = prepare(subject);
      readers.forEach(({ knownFrom, value }, offset) => {
        const number = subject.origin < knownFrom ? Number.NaN : value(prepared);
        values[at + offset] = Number.isFinite(number) ? number : Number.NaN;
      });
    },
  };
}
