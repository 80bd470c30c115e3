import type { Day } from '../film/day.ts';
import type { SignalKind, SignalMetric } from '../signals/signalEvent.ts';

/** One number of an answer, in the product's own unit. */
export interface SourceReading {
  readonly metric: SignalMetric;
  readonly kind: SignalKind;
  readonly value: number;
  readonly showDate?: Day;
  /** ms since the epoch. */
  readonly observedAt: number;
}

/** What an answer says about one film. */
export interface FilmReadings {
  /** As the provider names it; where the row says which of our films it is, that film's id. */
  readonly film: { readonly filmId: string; readonly providerId: string } | { readonly mention: SourceMention };
  readonly readings: readonly SourceReading[];
}

/** A film as a row names it. */
export interface SourceMention {
  readonly providerId: string;
  readonly title: string;
  readonly originalTitle?: string;
  readonly releaseDate?: Day;
  readonly director?: string;
}

/** A value that was left out, and why. */
export interface ReadingIssue {
  /** Row, from 1, and what of it. */
  readonly where: string;
  readonly problem: string;
}

/** An answer, read. `noData`: the source says that it has nothing, which is not zero. */
export interface ReadAnswer {
  readonly noData: boolean;
  readonly films: readonly FilmReadings[];
  readonly issues: readonly ReadingIssue[];
}
