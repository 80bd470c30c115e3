import type { FollowedFilm } from './followedFilm.ts';
import type { SourceDeclaration } from './sourceDeclaration.ts';

/** A kept answer, and all that is needed to read it. */
export interface AnswerContext {
  readonly declaration: SourceDeclaration;
  /** The scheduled moment, ms since the epoch. */
  readonly slot: number;
  readonly body: Uint8Array;
  readonly contentType: string;
  /** Films of the slot, for sources that speak of them by title. */
  readonly films: readonly FollowedFilm[];
  /** The film that was asked for. */
  readonly asked?: FollowedFilm;
}

/** What the expressions of a declaration found, by name. */
export type Mapped = Readonly<Record<string, unknown>>;

export interface MappedRows {
  readonly answer: Mapped;
  readonly rows: readonly Mapped[];
}
