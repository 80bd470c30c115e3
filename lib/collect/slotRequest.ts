import type { FollowedFilm } from './followedFilm.ts';
import type { SourceDeclaration } from './sourceDeclaration.ts';

/** One slot of one source. */
export interface SlotRequest {
  readonly declaration: SourceDeclaration;
  /** The scheduled moment, ms since the epoch. */
  readonly slot: number;
  /** The films that the slot is about; sources that answer about all films need none. */
  readonly films: readonly FollowedFilm[];
}
