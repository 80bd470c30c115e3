import type { Market } from '../film/market.ts';
import type { Signer } from '../ports/signer.ts';
import type { SignalEvent } from '../signals/signalEvent.ts';
import type { DayProofs } from '../stores/dayProofs.ts';
import type { FilmCatalogue } from '../stores/filmCatalogue.ts';
import type { ForecastLog } from '../stores/forecastLog.ts';
import type { ProvenanceChains } from '../stores/provenanceChains.ts';
import type { ProvenanceLog } from '../stores/provenanceLog.ts';

/** What an export needs of the store of signals. */
interface SignalReader {
  /** Events of a film that were taken in before a moment (ms since the epoch), in the order in which they came. */
  read(market: Market, filmId: string, before: number): Promise<readonly SignalEvent[]>;
  /** Films of a market that have signals, those among them that no file has named. */
  heads(market: Market): Promise<readonly { readonly filmId: string }[]>;
}

/** Where an export takes everything from. */
export interface ExportSources {
  readonly chains: Pick<ProvenanceChains, 'sources' | 'head' | 'entries'>;
  readonly contents: Pick<ProvenanceLog, 'content'>;
  readonly proofs: Pick<DayProofs, 'all'>;
  readonly films: Pick<FilmCatalogue, 'list'>;
  readonly forecasts: Pick<ForecastLog, 'list'>;
  readonly signals: SignalReader;
  readonly signer: Pick<Signer, 'sign' | 'publicKey'>;
}

/** Where an export goes: files that are new, each written whole before the next. */
export interface ExportSink {
  write(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
}
