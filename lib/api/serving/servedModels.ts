import { AppError } from '../../errors/appError.ts';
import { MARKETS, type Market } from '../../film/market.ts';
import type { ArtifactReader } from '../../stores/artifactRegistry.ts';
import type { Champion } from '../../stores/championPointer.ts';
import { createPatience, type PatienceOptions } from '../../stores/patience.ts';
import { type ChampionOpenerOptions, createChampionOpener, type Held, type ServingNote } from './championOpener.ts';
import { memo } from './memo.ts';

/** What answers for a market at present, and how it came to that. */
export interface ServedModel<Model> {
  /** Absent when there is nothing to serve the market with. */
  readonly serving: (Held<Model> & { readonly source: 'registry' | 'bundled' }) | undefined;
  /** The champion as the pointer names it; absent when there is none or it cannot be read or believed. */
  readonly champion: Champion | undefined;
  /** What is wrong; absent while the champion itself serves. */
  readonly note: ServingNote | undefined;
}

export interface ServedModels<Model> {
  /** Never fails. */
  current(market: Market): Promise<ServedModel<Model>>;
}

export interface ServedModelsOptions<Model> extends PatienceOptions, Omit<ChampionOpenerOptions<Model>, 'market'> {
  readonly registry: Pick<ArtifactReader, 'champion' | 'load'>;
  /** The model that came with the program, if it serves this market. */
  readonly bundled: (market: Market) => Promise<Held<Model> | undefined>;
  /** How long the pointer is believed without asking again; default 2 s. */
  readonly pointerMs?: number;
}

/**
 * The model of each market. A champion serves from the moment it is opened whole; one that is refused, cannot be
 * reached, or stands under a pointer older than one seen before leaves the former in place. With nothing to fall back on
 * the bundled model serves.
 */
export function createServedModels<Model>(options: ServedModelsOptions<Model>): ServedModels<Model> {
  const byMarket = new Map((Object.keys(MARKETS) as Market[]).map((market) => [market, ofMarket(market, options)]));
  return {
    async current(market) {
      const ask = byMarket.get(market);
      if (!ask) throw new RangeError(`no market ${market}`);
      return ask();
    },
  };
}

function ofMarket<Model>(market: Market, options: ServedModelsOptions<Model>): () => Promise<ServedModel<Model>> {
  const { bundled, clock, report, pointerMs = 2000 } = options;
  const opener = createChampionOpener({ ...options, market });
  const readPointer = createPointerReader(market, options);
  const ask = async (): Promise<ServedModel<Model>> => {
    const { champion, note } = await readPointer();
    const trouble = champion ? await opener.serve(champion) : note;
    const held = opener.held();
    if (held) return { serving: { ...held, source: 'registry' }, champion, note: trouble };
    const spare = await bundled(market).catch((error: unknown) => void report?.(error));
    return { serving: spare ? { ...spare, source: 'bundled' } : undefined, champion, note: trouble };
  };
  return memo(ask, clock, pointerMs);
}

interface PointerReading {
  readonly champion?: Champion;
  readonly note?: ServingNote;
}

/** Reads the champion pointer of a market and refuses one that is older than another seen before. */
function createPointerReader<Model>(
  market: Market,
  options: ServedModelsOptions<Model>,
): () => Promise<PointerReading> {
  const patience = createPatience({ patienceMs: 3000, ...options });
  let newest = 0;
  return async () => {
    const asked = await patience.attempt(() => believed(market, options.registry));
    if (!asked.ok) return { note: { code: 'store.unavailable', params: { operation: 'read champion' } } };
    const { champion } = asked.value;
    if (!champion) return asked.value;
    if (champion.version < newest) {
      return { note: { code: 'champion.rolled-back', params: { market, version: champion.version, newest } } };
    }
    newest = champion.version;
    return { champion };
  };
}

/** A broken seal is an answer of the store, not a failure of it. */
async function believed(market: Market, registry: Pick<ArtifactReader, 'champion'>): Promise<PointerReading> {
  try {
    const champion = await registry.champion(market);
    return champion ? { champion } : { note: { code: 'champion.none', params: { market } } };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'champion.seal-invalid') throw error;
    return { note: { code: error.code, params: error.params } };
  }
}
