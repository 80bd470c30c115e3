/** A film that a slot is about, with what sources need to ask for it. */
export interface FollowedFilm {
  readonly filmId: string;
  /** For sources that speak of films by title alone. */
  readonly title?: string;
  /** Its ids by namespace. */
  readonly providerIds?: Readonly<Record<string, string>>;
}
