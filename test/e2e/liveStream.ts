import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import type { SignalPageAnswer } from '../../lib/api/contract/signalAnswers.ts';
import { formatDay } from '../../lib/film/day.ts';
import type { SignalEventMessage } from '../../lib/signals/parseSignalEvent.ts';
import type { Started } from './marquee.ts';

/** A forecast that was told, as far as it matters here. */
export interface ToldForecast {
  readonly asOf: string;
  readonly total: object;
  readonly inputsHash: string;
  readonly artifact: string;
  readonly reason?: { readonly text: { readonly en: string } };
}

const DAY = 86_400_000;
const FILMS_OPEN = formatDay(Math.floor(Date.now() / DAY) + 3);

/** Talks to a running system as producers and readers do. */
export function liveStream({ ready }: Pick<Started, 'ready'>) {
  const { api, token, kinesis, signalStream, region, accessKeyId, secretAccessKey } = ready;
  const client = new KinesisClient({ endpoint: kinesis, region, credentials: { accessKeyId, secretAccessKey } });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const read = async <Answer>(path: string): Promise<Answer> =>
    (await (await fetch(`${api}${path}`, { headers })).json()) as Answer;
  return {
    /** Resolves once every event is acknowledged. */
    async put(events: readonly SignalEventMessage[]): Promise<void> {
      const Records = events.map((event) => ({
        PartitionKey: `${event.market}#${event.filmId}`,
        Data: Buffer.from(JSON.stringify(event)),
      }));
      await client.send(new PutRecordsCommand({ StreamName: signalStream, Records }));
    },
    async told(filmId: string, limit = 200): Promise<readonly ToldForecast[]> {
      const { revisions = [] } = await read<{ readonly revisions?: readonly ToldForecast[] }>(
        `/v1/films/${filmId}/forecasts?market=CN&limit=${limit}`,
      );
      return revisions;
    },
    signals: (filmId: string) => read<SignalPageAnswer>(`/v1/films/${filmId}/signals?market=CN`),
    async forecast(filmId: string, asOf?: string): Promise<ToldForecast> {
      const body = JSON.stringify({ filmId, ...(asOf ? { asOf } : {}) });
      return (await (await fetch(`${api}/v1/forecasts`, { method: 'POST', headers, body })).json()) as ToldForecast;
    },
    close: () => client.destroy(),
  };
}

let made = 0;
const about = (filmId: string) => ({
  ...({ filmId, market: 'CN', source: 'probe', observedAt: new Date().toISOString() } as const),
  eventId: `${filmId}-${made++}`,
});

/** What makes a film known that no file names. */
export function announce(filmId: string): readonly SignalEventMessage[] {
  const facts = { title: `片 ${filmId}`, releaseDate: FILMS_OPEN, genres: ['drama'] } as const;
  return Object.entries(facts).map(([field, value]) => ({
    ...{ type: 'film.changed', ...about(filmId), field: field as 'title', old: null },
    new: typeof value === 'string' ? value : [...value],
  }));
}

/** Tickets sold ahead for the first day. */
export function sale(filmId: string, amount: number): SignalEventMessage {
  const money = { metric: 'presale_gross', kind: 'increment', unit: 'minor', showDate: FILMS_OPEN } as const;
  return { ...about(filmId), ...money, value: amount };
}
