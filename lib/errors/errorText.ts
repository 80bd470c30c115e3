/** What a person reads about one error code; `{name}` is filled from the error's parameters. */
export interface ErrorText {
  readonly en: string;
  readonly zh: string;
  /** What to do next. */
  readonly nextEn: string;
  readonly nextZh: string;
}
