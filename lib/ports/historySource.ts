/** What a source says about one of its files. */
export type SourceAnswer =
  /** The source has no such file. */
  | { readonly status: 'absent' }
  /** It is the file that `knownTag` was given for. */
  | { readonly status: 'unchanged' }
  /** `tag` may be empty; then only the content can tell whether it changed. */
  | { readonly status: 'found'; readonly body: Uint8Array; readonly tag: string };

/** A place that holds history files under fixed names and replaces them as time goes on. */
export interface HistorySource {
  /**
   * @param knownTag the tag of an earlier answer
   * @throws AppError `collect.source-unavailable` whenever the source did not give a whole answer in time
   */
  fetch(file: string, knownTag?: string): Promise<SourceAnswer>;
}
