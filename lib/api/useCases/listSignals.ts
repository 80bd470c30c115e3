import { AppError } from '../../errors/appError.ts';
import { formatDay } from '../../film/day.ts';
import { compareEvents } from '../../signals/eventOrder.ts';
import type { LiveFilm } from '../../signals/liveFilm.ts';
import type { SignalEvent, SignalMetric } from '../../signals/signalEvent.ts';
import type { ReadWindow, WindowRows } from '../../stores/windowRows.ts';
import type { RevisionsParameters } from '../contract/parameters.ts';
import type { SignalAnswer, SignalPageAnswer } from '../contract/signalAnswers.ts';
import type { MarketHistories } from '../serving/marketHistories.ts';
import { findFilm } from './findFilm.ts';

const MOST_DAYS = 500;
const MOST_WINDOWS = 50;

export interface SignalsDeps {
  readonly histories: MarketHistories;
  readonly windows: Pick<WindowRows, 'list'>;
}

/**
 * What is known of a film by signals: its events, page by page, and with the first page the days and windows that they
 * come to.
 * @throws AppError `film.unknown`, `film.ambiguous`, `film.withdrawn`, `store.cursor`, `store.unavailable`
 */
export async function listSignals(
  { histories, windows }: SignalsDeps,
  { id, market: asked, limit = 50, cursor }: RevisionsParameters,
): Promise<SignalPageAnswer> {
  const found = await findFilm(histories.current, id, asked);
  const { market } = found;
  const events = (found.heard(id)?.events ?? []).filter(({ ingestedAt }) => ingestedAt < found.asOf).toReversed();
  const from = cursor === undefined ? 0 : placeAfter(cursor, events);
  const page = events.slice(from, from + limit);
  const last = page.at(-1);
  const isFirst = cursor === undefined;
  const read = isFirst ? (await windows.list(market, id, { limit: MOST_WINDOWS })).windows : [];
  return {
    ...{ filmId: id, market, events: page.map(toAnswer) },
    days: isFirst ? daysOf(found.live(id)) : [],
    windows: read.map(toWindow),
    ...(last && from + limit < events.length ? { cursor: encode(last) } : {}),
  };
}

function toAnswer(event: SignalEvent): SignalAnswer {
  const { filmId: _, market: __, observedAt, ingestedAt, ...content } = event;
  const times = { observedAt: toIso(observedAt), ingestedAt: toIso(ingestedAt) };
  if (content.type === 'film.changed') return { ...content, ...times } as SignalAnswer;
  const { showDate, ...reading } = content;
  return { ...reading, ...times, ...(showDate === undefined ? {} : { showDate: formatDay(showDate) }) };
}

function daysOf(live: LiveFilm | undefined): SignalPageAnswer['days'] {
  if (live === undefined) return [];
  const inRows = live.signals.rows.flatMap(({ date, showDate, values }) =>
    Object.entries(values).map(([metric, value]) => ({ metric: metric as SignalMetric, date, showDate, value })),
  );
  return [...inRows, ...live.signals.others.map(({ showDate, ...rest }) => ({ ...rest, showDate }))]
    .sort((a, b) => b.date - a.date || (a.metric < b.metric ? -1 : 1) || (a.showDate ?? 0) - (b.showDate ?? 0))
    .slice(0, MOST_DAYS)
    .map(({ date, metric, showDate, value }) => ({
      ...{ date: formatDay(date), metric, value },
      ...(showDate === undefined ? {} : { showDate: formatDay(showDate) }),
    }));
}

function toWindow({ market: _, filmId: __, start, end, lastEventAt, ...sums }: ReadWindow) {
  return { ...sums, start: toIso(start), end: toIso(end), lastEventAt: toIso(lastEventAt) };
}

const toIso = (instant: number) => new Date(instant).toISOString();

/** The event itself stands for its place, so that events that come meanwhile move nothing. */
function encode({ observedAt, eventId, ...event }: SignalEvent): string {
  const sequence = event.type === 'signal' ? event.sequence : undefined;
  return Buffer.from(JSON.stringify([observedAt, eventId, sequence ?? null])).toString('base64url');
}

function placeAfter(cursor: string, events: readonly SignalEvent[]): number {
  const place = decode(cursor);
  const next = events.findIndex((event) => compareEvents(event, { ...event, ...place } as SignalEvent) < 0);
  return next < 0 ? events.length : next;
}

function decode(cursor: string): Partial<SignalEvent> {
  try {
    const [observedAt, eventId, sequence]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isPlace = Number.isSafeInteger(observedAt) && typeof eventId === 'string';
    if (!isPlace || !(sequence === null || /^\d{1,60}$/.test(String(sequence)))) throw new TypeError('no place');
    return {
      observedAt: observedAt as number,
      eventId,
      type: 'signal',
      sequence: sequence ?? undefined,
    } as Partial<SignalEvent>;
  } catch {
    throw new AppError('store.cursor', { cursor: cursor.slice(0, 80) });
  }
}
