import type { Clock } from '../ports/clock.ts';
import type { ItemTable } from '../ports/itemTable.ts';
import { canonicalJson } from '../provenance/canonicalJson.ts';
import { sha256 } from '../provenance/sha256.ts';
import { createPatience, type Patience, type PatienceOptions } from './patience.ts';

/** What a computed forecast depends on; the same four values give the same forecast. */
export interface ForecastKey {
  readonly filmId: string;
  readonly origin: string;
  /** Hash of every input that the models see. */
  readonly inputsHash: string;
  readonly artifactId: string;
}

interface CachedAnswer<T> {
  readonly value: T;
  readonly cache: 'hit' | 'miss';
  /** True when the shared cache could not be used. */
  readonly degraded: boolean;
}

export interface ForecastCache<T> {
  /**
   * The value of a key, computed at most once at a time: callers of one process share one promise, other processes wait
   * for the holder of a lease. A failed computation is forgotten and thrown to all who wait for it here.
   */
  getOrCompute(key: ForecastKey, compute: () => Promise<T>): Promise<CachedAnswer<T>>;
}

export interface ForecastCacheOptions extends PatienceOptions {
  readonly table: ItemTable;
  /** Names this process among those that share the table. */
  readonly owner: string;
  /** How long a stored forecast lives; default three days. */
  readonly ttlSeconds?: number;
  /** How long one process may compute before the others stop waiting for it; default 2 s. */
  readonly leaseMs?: number;
  /** How many values this process remembers beside the table; default 1,000. */
  readonly remembered?: number;
}

const VALUE = 'forecast';
const LEASE = 'lease';
const FIRST_POLL_MS = 10;
const SLOWEST_POLL_MS = 160;

/** Computed forecasts, kept in this process and in the cache table until they expire. */
export function createForecastCache<T>(options: ForecastCacheOptions): ForecastCache<T> {
  const { table, clock, wait, ttlSeconds = 259_200, leaseMs = 2000, remembered = 1000 } = options;
  const patience = createPatience(options);
  const stored = createStoredValues<T>(table, patience, clock, ttlSeconds);
  const recent = createRecent<T>(remembered);
  const inFlight = new Map<string, Promise<CachedAnswer<T>>>();
  let leases = 0;

  const computeAndStore = async (pk: string, compute: () => Promise<T>): Promise<CachedAnswer<T>> => {
    const value = await compute();
    recent.set(pk, value);
    const written = await stored.put(pk, value);
    return { value, cache: 'miss', degraded: !written };
  };

  const answer = async (pk: string, compute: () => Promise<T>): Promise<CachedAnswer<T>> => {
    const owner = `${options.owner}#${leases++}`;
    let pause = FIRST_POLL_MS;
    for (let waited = 0; waited < leaseMs; waited += pause, pause = Math.min(2 * pause, SLOWEST_POLL_MS)) {
      const found = await stored.get(pk);
      if (found.ok && found.value !== undefined) {
        recent.set(pk, found.value);
        return { value: found.value, cache: 'hit', degraded: false };
      }
      const lease = found.ok ? await patience.attempt(() => takeLease(table, pk, owner, clock(), leaseMs)) : found;
      if (!lease.ok) return computeAndStore(pk, compute);
      if (lease.value) {
        // After a success the lease stays until it expires: whoever looked just before finds it, and then the value.
        return await computeAndStore(pk, compute).catch(async (error: unknown) => {
          await patience.attempt(() => table.remove(pk, LEASE, { equals: { owner } }));
          throw error;
        });
      }
      await wait(pause);
    }
    return computeAndStore(pk, compute);
  };

  return {
    async getOrCompute(key, compute) {
      const pk = sha256(canonicalJson(key));
      const known = recent.get(pk);
      if (known !== undefined) return { value: known, cache: 'hit', degraded: !patience.healthy };
      const running = inFlight.get(pk);
      if (running) return running;
      const started = answer(pk, compute).finally(() => inFlight.delete(pk));
      inFlight.set(pk, started);
      return started;
    },
  };
}

function takeLease(table: ItemTable, pk: string, owner: string, now: number, leaseMs: number): Promise<boolean> {
  const until = now + leaseMs;
  const lease = { pk, sk: LEASE, owner, until, ttl: Math.ceil(until / 1000) + 60 };
  return table.put(lease, { absentOrLess: { attribute: 'until', than: now } });
}

function createStoredValues<T>(table: ItemTable, patience: Patience, clock: Clock, ttlSeconds: number) {
  return {
    get: (pk: string) =>
      patience.attempt(async () => {
        const body = (await table.get(pk, VALUE))?.['body'];
        return typeof body === 'string' ? (JSON.parse(body) as T) : undefined;
      }),
    async put(pk: string, value: T): Promise<boolean> {
      const ttl = Math.floor(clock() / 1000) + ttlSeconds;
      const item = { pk, sk: VALUE, body: JSON.stringify(value), ttl };
      return (await patience.attempt(() => table.put(item))).ok;
    },
  };
}

/** The values used last; the oldest is forgotten first. */
function createRecent<T>(most: number) {
  const values = new Map<string, T>();
  return {
    get(key: string): T | undefined {
      const value = values.get(key);
      if (value !== undefined) {
        values.delete(key);
        values.set(key, value);
      }
      return value;
    },
    set(key: string, value: T): void {
      values.delete(key);
      values.set(key, value);
      const [oldest] = values.keys();
      if (values.size > most && oldest !== undefined) values.delete(oldest);
    },
  };
}
