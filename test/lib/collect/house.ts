import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createAnswerMapper } from '../../../lib/adapters/jmespath/createAnswerMapper.ts';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { createMemoryObjectStore } from '../../../lib/adapters/memory/objectStore.ts';
import type { CollectDeps } from '../../../lib/collect/collectDeps.ts';
import { collectSignals } from '../../../lib/collect/collectSignals.ts';
import type { FollowedFilm } from '../../../lib/collect/followedFilm.ts';
import { createRawAnswers } from '../../../lib/collect/rawAnswers.ts';
import type { SourceDeclaration } from '../../../lib/collect/sourceDeclaration.ts';
import { SHIPPED_SOURCES } from '../../../lib/collect/sources/shippedSources.ts';
import { AppError } from '../../../lib/errors/appError.ts';
import type { AnswerSource } from '../../../lib/ports/answerSource.ts';
import type { FilmMention } from '../../../lib/ports/filmResolver.ts';
import type { SignalEvent, SignalReading } from '../../../lib/signals/signalEvent.ts';
import { createKnownAnswers } from '../../../lib/stores/knownAnswers.ts';
import { createProvenanceChains } from '../../../lib/stores/provenanceChains.ts';
import { createProvenanceLog } from '../../../lib/stores/provenanceLog.ts';
import { createSignalSlots } from '../../../lib/stores/signalSlots.ts';
import { createSourceStatuses } from '../../../lib/stores/sourceStatus.ts';
import { createUnresolvedReadings } from '../../../lib/stores/unresolvedReadings.ts';
import { sharedData } from '../../sharedData.ts';
import { type Provider, quickSource } from '../adapters/collect/provider.ts';

export const SECRETS: Readonly<Record<string, string>> = {
  DOUBAN_API_KEY: 'canary-douban-6b1f',
  KOBIS_KEY: 'canary-kobis-77aa',
  YOUTUBE_KEY: 'canary-youtube-90ce',
  TMDB_TOKEN: 'canary-tmdb-5d2e',
  OMDB_KEY: 'canary-omdb-41bb',
  WEIBO_COOKIE: 'canary-weibo-c3c3',
};

export const mapper = createAnswerMapper();

export interface HouseOptions {
  readonly source: AnswerSource;
  /** Which of our films a mention is; by default each is `film-<providerId>`. */
  readonly resolve?: (mention: FilmMention) => string | undefined;
}

/** Everything that collecting needs, in memory; what comes out lies in `handed` and, once for each id, in `taken`. */
export function house({ source, resolve = ({ providerId }) => `film-${providerId}` }: HouseOptions) {
  const state = { now: 0, sinkFails: false };
  const clock = () => state.now;
  const table = createMemoryItemTable(clock);
  const files = createMemoryObjectStore();
  const taken = new Map<string, SignalEvent>();
  const handed: SignalEvent[] = [];
  const mentions: FilmMention[] = [];
  const deps: CollectDeps = {
    source,
    secrets: {
      async read(name) {
        const value = SECRETS[name];
        if (value === undefined) throw new AppError('collect.secret-missing', { name });
        return value;
      },
    },
    mapper,
    resolver: {
      async resolve(mention) {
        mentions.push(mention);
        const filmId = resolve(mention);
        return filmId === undefined ? undefined : { filmId };
      },
    },
    sink: {
      async put(events) {
        if (state.sinkFails) throw new AppError('collect.sink-unavailable', { count: events.length });
        handed.push(...events);
        for (const event of events) if (!taken.has(event.eventId)) taken.set(event.eventId, event);
      },
    },
    raw: createRawAnswers(files),
    provenance: createProvenanceLog(createProvenanceChains(table), files),
    known: createKnownAnswers(table, clock),
    slots: createSignalSlots(table),
    statuses: createSourceStatuses(table),
    unresolved: createUnresolvedReadings(table),
    clock,
  };
  const collect = (declaration: SourceDeclaration, slot: number, films: readonly FollowedFilm[] = []) => {
    state.now = Math.max(state.now, slot + 5_000);
    return collectSignals(deps, { declaration, slot, films });
  };
  /** Readings of a film that were handed on, by metric. */
  const read = (filmId: string) => {
    const own = [...taken.values()].filter(
      (event): event is SignalReading => event.type === 'signal' && event.filmId === filmId,
    );
    return Object.fromEntries(own.map((event) => [event.metric, event]));
  };
  return { state, deps, files, table, taken, handed, mentions, collect, read };
}

/** A shipped declaration, asked at a provider of a test and not waited for. */
export function shipped(name: string, { port }: Provider): SourceDeclaration {
  const found = SHIPPED_SOURCES.find((source) => source.name === name);
  if (!found) throw new Error(`no source ${name}`);
  const { request } = found;
  return {
    ...found,
    request: { ...request, url: request.url.replace(/^https:\/\/[^/]+/, (origin) => `${origin}:${port}`) },
    rate: { perSecond: 1_000, concurrency: 2 },
  };
}

export function houseAt(provider: Provider, resolve?: HouseOptions['resolve']) {
  const source = quickSource(provider, {
    limits: { connectMs: 5_000, headersMs: 5_000, wholeMs: 20_000, maxBytes: 8_000_000 },
  });
  return house({ source, ...(resolve && { resolve }) });
}

/** A recorded answer, unpacked. */
export function recorded(name: string): Buffer {
  const bytes = readFileSync(sharedData('payloads', name));
  return name.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}
