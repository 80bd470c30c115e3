export interface MappingBounds {
  /** Processor time of the evaluating thread, ms. */
  readonly cpuMs: number;
  /** Time on the clock, for a thread that is kept waiting or cannot be asked, ms. */
  readonly wallMs: number;
  readonly rows: number;
  /** Levels, of an expression's brackets and of what it makes. */
  readonly depth: number;
  /** Values, members and list entries together. */
  readonly values: number;
  /** Characters of all texts together. */
  readonly characters: number;
}

export const MAPPING_BOUNDS: MappingBounds = {
  cpuMs: 50,
  wallMs: 1_000,
  rows: 5_000,
  depth: 32,
  values: 200_000,
  characters: 4_000_000,
};

/**
 * Counts a result as it would be written out: an expression can name one value a million times without making it a million
 * times.
 * @throws Error as soon as a bound is passed
 */
export function checkSize(result: unknown, { depth, values, characters }: MappingBounds): void {
  let seen = 0;
  let written = 0;
  const visit = (value: unknown, level: number): void => {
    if (++seen > values) throw new Error(`it makes more than ${values} values`);
    if (level > depth) throw new Error(`it makes more than ${depth} levels`);
    if (typeof value === 'string') written += value.length;
    else if (Array.isArray(value)) for (const entry of value) visit(entry, level + 1);
    else if (value !== null && typeof value === 'object') {
      for (const [name, member] of Object.entries(value)) {
        written += name.length;
        visit(member, level + 1);
      }
    }
    if (written > characters) throw new Error(`it makes more than ${characters} characters`);
  };
  visit(result, 0);
}
