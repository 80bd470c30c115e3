import { MARKETS } from '../film/market.ts';
import { type FilmChange, SIGNAL_METRICS, type SignalReading } from '../signals/signalEvent.ts';
import type { Column } from './parquetTable.ts';

const isMoney = ({ metric }: SignalReading) => (SIGNAL_METRICS[metric].units as readonly string[]).includes('minor');

/** Readings as a table: money in `money_minor` (integer minor units of `currency`), every other metric in `value`. */
export const SIGNAL_COLUMNS: readonly Column<SignalReading>[] = [
  { name: 'event_id', type: 'text', required: true, of: ({ eventId }) => eventId },
  { name: 'film_id', type: 'text', required: true, of: ({ filmId }) => filmId },
  { name: 'source', type: 'text', required: true, of: ({ source }) => source },
  { name: 'metric', type: 'text', required: true, of: ({ metric }) => metric },
  { name: 'kind', type: 'text', required: true, of: ({ kind }) => kind },
  { name: 'money_minor', type: 'integer', of: (event) => (isMoney(event) ? event.value : undefined) },
  { name: 'currency', type: 'text', of: (event) => (isMoney(event) ? MARKETS[event.market].currency : undefined) },
  { name: 'value', type: 'number', of: (event) => (isMoney(event) ? undefined : event.value) },
  { name: 'unit', type: 'text', required: true, of: ({ metric }) => SIGNAL_METRICS[metric].units[0] },
  { name: 'show_date', type: 'day', of: ({ showDate }) => showDate },
  { name: 'observed_at', type: 'moment', required: true, of: ({ observedAt }) => observedAt },
  { name: 'ingested_at', type: 'moment', required: true, of: ({ ingestedAt }) => ingestedAt },
  { name: 'sequence', type: 'text', of: ({ sequence }) => sequence },
];

/** Changes of catalogue facts as a table; values as JSON. */
export const FILM_CHANGE_COLUMNS: readonly Column<FilmChange>[] = [
  { name: 'event_id', type: 'text', required: true, of: ({ eventId }) => eventId },
  { name: 'film_id', type: 'text', required: true, of: ({ filmId }) => filmId },
  { name: 'source', type: 'text', required: true, of: ({ source }) => source },
  { name: 'field', type: 'text', required: true, of: ({ field }) => field },
  { name: 'old_value', type: 'text', required: true, of: (change) => JSON.stringify(change.old) },
  { name: 'new_value', type: 'text', required: true, of: (change) => JSON.stringify(change.new) },
  { name: 'observed_at', type: 'moment', required: true, of: ({ observedAt }) => observedAt },
  { name: 'ingested_at', type: 'moment', required: true, of: ({ ingestedAt }) => ingestedAt },
];
