/** A queue that people look at, of what nobody could handle. */
export interface FailureQueue {
  /**
   * Tells of failures, each a JSON document; one that is told again may be there twice.
   * @throws AppError `store.unavailable`
   */
  send(notices: readonly object[]): Promise<void>;
}
