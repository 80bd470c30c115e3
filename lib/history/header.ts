import { AppError } from '../errors/appError.ts';
import { quote } from './issue.ts';
import { HISTORY_LIMITS } from './limits.ts';

/** What a kind of history file may hold. */
export interface ColumnSet {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Other names that are understood, and the columns each stands for. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
}

export interface Header {
  readonly width: number;
  /** Where each known column stands, by the name it has here (its own, or an alias of several columns). */
  readonly positions: ReadonlyMap<string, number>;
  readonly unknown: readonly string[];
}

/**
 * Finds the known columns in a header line; case and surrounding blanks do not matter.
 * @throws AppError `history.header-too-wide`, `history.column-twice` or `history.column-missing`
 */
export function resolveHeader(cells: readonly string[], columns: ColumnSet): Header {
  if (cells.length > HISTORY_LIMITS.columns) {
    throw new AppError('history.header-too-wide', { count: cells.length, limit: HISTORY_LIMITS.columns });
  }
  const known = new Set([...columns.required, ...columns.optional]);
  const aliases = new Map(Object.entries(columns.aliases));
  const positions = new Map<string, number>();
  const seen = new Set<string>();
  const unknown: string[] = [];
  cells.forEach((cell, position) => {
    const name = cell.trim().toLowerCase();
    if (name === '') return;
    const targets = aliases.get(name) ?? [name];
    for (const target of targets) {
      if (seen.has(target))
        throw new AppError('history.column-twice', { name: quote(name, 60), column: quote(name, 60) });
      seen.add(target);
    }
    const single = targets.length === 1 ? targets[0] : undefined;
    if (single !== undefined && !known.has(single)) unknown.push(quote(cell.trim(), 60));
    else positions.set(single ?? name, position);
  });
  const missing = columns.required.filter((name) => !positions.has(name));
  if (missing.length > 0) throw new AppError('history.column-missing', { columns: missing.join(', ') });
  return { width: cells.length, positions, unknown };
}
