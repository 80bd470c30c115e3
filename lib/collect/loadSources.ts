import { AppError } from '../errors/appError.ts';
import type { ObjectStore } from '../ports/objectStore.ts';
import { SourceDeclaration } from './sourceDeclaration.ts';
import { SHIPPED_SOURCES } from './sources/shippedSources.ts';

/** Declarations by name, and why others were left out. */
export interface LoadedSources {
  readonly sources: ReadonlyMap<string, SourceDeclaration>;
  readonly refused: readonly { readonly file: string; readonly error: AppError }[];
}

const MAX_BYTES = 256 * 1024;

/**
 * The shipped declarations, and the user's own below a prefix: one declaration or a list of them a file. A user's
 * declaration takes the place of a shipped one of its name, and with `extends` begins from it. A file that is wrong is refused with its reasons, and the
 * others hold.
 */
export async function loadSources(files: ObjectStore, prefix: string): Promise<LoadedSources> {
  const sources = new Map<string, SourceDeclaration>(SHIPPED_SOURCES.map((source) => [source.name, source]));
  const refused: { file: string; error: AppError }[] = [];
  for (const file of await files.list(prefix)) {
    if (!file.endsWith('.json')) continue;
    try {
      for (const source of parseSources((await files.get(file))?.body ?? new Uint8Array(), file)) {
        sources.set(source.name, source);
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code.startsWith('store.')) throw error;
      refused.push({ file, error });
    }
  }
  return { sources, refused };
}

/**
 * Reads declarations from a file.
 * @param file what it is called, for the reasons
 * @throws AppError `collect.declaration-malformed` with every fault
 */
export function parseSources(body: Uint8Array, file: string): readonly SourceDeclaration[] {
  const refuse = (source: string, field: string, problem: string, cause?: unknown) =>
    new AppError('collect.declaration-malformed', { source, field, problem }, { cause });
  if (body.byteLength > MAX_BYTES) throw refuse(file, '-', `it has more than ${MAX_BYTES} bytes`);
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw refuse(file, '-', 'it is not JSON', cause);
  }
  return [content].flat().map((one) => {
    const parsed = SourceDeclaration.safeParse(extend(one));
    if (parsed.success) return parsed.data;
    const { issues } = parsed.error;
    const name = typeof one === 'object' && one !== null && 'name' in one ? String(one.name).slice(0, 60) : file;
    const field = issues.map(({ path }) => path.join('.') || '-').join(', ');
    throw refuse(name, field, issues.map(({ message }) => message).join('; '), parsed.error);
  });
}

/** A declaration may begin from a shipped one: its own members take the place of that one's. */
function extend(declaration: unknown): unknown {
  if (typeof declaration !== 'object' || declaration === null || !('extends' in declaration)) return declaration;
  const { extends: name, ...own } = declaration;
  const base = SHIPPED_SOURCES.find((source) => source.name === name);
  return base ? { ...base, ...own } : declaration;
}
