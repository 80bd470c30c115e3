import type { Day } from '../film/day.ts';
import type { MarketHistory } from '../signals/marketHistory.ts';
import { type BuiltArtifact, buildArtifact } from './artifact/buildArtifact.ts';
import type { LearntFilm } from './artifact/comparablesFile.ts';
import type { DataSource } from './artifact/modelCard.ts';
import { originPart } from './originPart.ts';
import type { TrainingFilm } from './trainingFilms.ts';
import type { TrainedMarket } from './trainMarket.ts';

/** Where a history and the program that learnt from it come from. */
export interface ExportOptions {
  /** SHA-256 of the history: the hash of its snapshot. */
  readonly fingerprint: string;
  readonly source: DataSource;
  /** Digest of the program that trains. */
  readonly trainer: string;
}

/** The artifact of a trained market. */
export function exportMarket(trained: TrainedMarket, history: MarketHistory, options: ExportOptions): BuiltArtifact {
  return buildArtifact({
    market: trained.market,
    asOf: trained.asOf,
    data: { fingerprint: options.fingerprint, lastDay: lastDataDay(history), source: options.source },
    films: learntFilms(history, trained.films),
    context: trained.context,
    origins: [...trained.origins].sort(([a], [b]) => a - b).map(([, origin]) => originPart(origin, trained.films)),
    ...(trained.sequence ? { sequence: trained.sequence } : {}),
    seed: trained.options.seed,
    folds: trained.options.folds,
    trainer: options.trainer,
  });
}

/** The last day of which a history holds takings; the day before its earliest release where it holds none. */
export function lastDataDay(history: MarketHistory): Day {
  const { firstDay, lastDay } = history.days;
  return lastDay >= firstDay && lastDay > 0 ? lastDay : (history.films[0]?.releaseDate ?? 0) - 1;
}

/** Titles and totals of the films learnt from, in the order of training. */
export function learntFilms(
  history: MarketHistory,
  films: readonly TrainingFilm[],
): readonly (LearntFilm & { readonly release: Day })[] {
  return films.flatMap(({ film, total, release }) => {
    const source = history.films[film];
    return source ? [{ filmId: source.filmId, title: source.title, total, release }] : [];
  });
}
