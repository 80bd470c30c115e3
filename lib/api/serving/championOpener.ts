import { AppError, type ErrorParams } from '../../errors/appError.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';
import type { Market } from '../../film/market.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ArtifactReader } from '../../stores/artifactRegistry.ts';
import type { Champion } from '../../stores/championPointer.ts';
import type { ArtifactFiles } from '../../training/artifact/artifactFiles.ts';

/** What is wrong with what serves, for the health page. */
export interface ServingNote {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
}

export interface Held<Model> {
  readonly artifactId: string;
  readonly model: Model;
}

export interface ChampionOpenerOptions<Model> {
  readonly market: Market;
  readonly registry: Pick<ArtifactReader, 'load'>;
  /** Checks an artifact in every respect and makes it ready; throws AppError when it must not serve. */
  readonly open: (files: ArtifactFiles, artifactId: string) => Promise<Model>;
  /** Frees a model that serves no more. */
  readonly close?: (model: Model) => Promise<void>;
  readonly clock: Clock;
  readonly wait: (ms: number) => Promise<void>;
  readonly report?: (error: unknown) => void;
  /** How long a refused artifact is not tried again; default 60 s. */
  readonly refusalMs?: number;
  /** How long loading and opening may take; default 15 s. */
  readonly openMs?: number;
}

/** Longer than any request lasts, so that none loses its model under its hands. */
const RETIRE_MS = 60_000;

/**
 * Opens champions, one after the other, and holds the last that could be opened whole. When the first champion that this
 * process sees is refused, the one before it is opened in its stead.
 */
export function createChampionOpener<Model>(options: ChampionOpenerOptions<Model>) {
  const { market, registry, open, clock, wait, refusalMs = 60_000, openMs = 15_000 } = options;
  const refused = new Map<string, { readonly note: ServingNote; readonly until: number }>();
  let held: Held<Model> | undefined;

  const load = async (artifactId: string): Promise<Model> => {
    const files = await registry.load(artifactId);
    if (!files) throw new AppError('artifact.unknown', { artifactId, market });
    return open(files, artifactId);
  };

  const take = async (artifactId: string): Promise<ServingNote | undefined> => {
    if (held?.artifactId === artifactId) return undefined;
    const earlier = refused.get(artifactId);
    if (earlier && clock() < earlier.until) return earlier.note;
    try {
      const model = await within(openMs, wait, load(artifactId));
      const former = held;
      held = { artifactId, model };
      refused.delete(artifactId);
      if (former) void retire(former.model);
      return undefined;
    } catch (error) {
      options.report?.(error);
      const note = toNote(error);
      // What the store could not give may be there the next moment; what was refused stays refused for a while.
      if (note.code !== 'store.unavailable') refused.set(artifactId, { note, until: clock() + refusalMs });
      return note;
    }
  };

  const retire = async (model: Model): Promise<void> => {
    await wait(RETIRE_MS);
    await options.close?.(model).catch(options.report);
  };

  return {
    held: () => held,
    /** @returns what is wrong, when something else is held than the champion afterwards */
    async serve({ artifactId, previous }: Champion): Promise<ServingNote | undefined> {
      const note = await take(artifactId);
      if (note && !held && previous) await take(previous.artifactId);
      return note;
    },
  };
}

function toNote(error: unknown): ServingNote {
  return error instanceof AppError
    ? { code: error.code, params: error.params }
    : { code: 'artifact.malformed', params: { file: 'manifest.json' } };
}

/** @throws AppError `store.unavailable` when the work takes too long */
function within<T>(ms: number, wait: (ms: number) => Promise<void>, work: Promise<T>): Promise<T> {
  const late = wait(ms).then(() => {
    throw new AppError('store.unavailable', { operation: 'open artifact' });
  });
  return Promise.race([work, late]);
}
