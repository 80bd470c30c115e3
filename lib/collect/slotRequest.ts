import type { FollowedFilm } from './followedFilm.ts';
import type { SourceDeclaration } from './sourceDeclaration.ts';

/** One slot of one source. */
export interface SlotRequest {
  readonly declaration: SourceDeclaration;
  /** The scheduled moment, ms since the epoch. */
  readonly slot: number;
  /** The films that the slot is about; sources that answer about all films need none. */
  readonly films: readonly FollowedFilm[];
  /** After this moment nothing more is asked, ms since the epoch: what is left counts as failed, and is asked when the slot is started again. */
  readonly until?: number;
}
