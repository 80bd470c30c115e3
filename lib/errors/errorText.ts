/** Values that fill the placeholders of a code's sentences. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/** What a person reads about one error code; `{name}` is filled from the error's parameters. */
export interface ErrorText {
  readonly en: string;
  readonly zh: string;
  /** What to do next. */
  readonly nextEn: string;
  readonly nextZh: string;
}
