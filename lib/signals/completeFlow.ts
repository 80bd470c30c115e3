/** What is known of one flow on a day that is not over. */
export interface OpenFlow {
  /** What has come since midnight; refunds may take it below nothing. */
  readonly observed: number;
  /** What a whole day is expected to bring by the day before; undefined when that is unknown. */
  readonly expected: number | undefined;
  /** The share of a day's flow that is usually in by now, 0 … 1. */
  readonly share: number;
}

/** What the day before is worth, in days of this one. */
const PRIOR = 0.25;

/** Without a day before, what is in counts as no less than this share: one early sale does not make a record. */
const LEAST_SHARE = 0.1;

/**
 * The whole day's flow as it looks now: what has come, and for the rest of the day the share that is missing of an
 * estimate that leans on the day before while little is in. At midnight it is what has come, to the last unit; more
 * observed never means less.
 */
export function completeFlow({ observed, expected, share }: OpenFlow): number {
  const whole =
    expected === undefined
      ? observed / Math.max(share, LEAST_SHARE)
      : (observed + PRIOR * Math.max(0, expected)) / (share + PRIOR);
  return observed + (1 - share) * Math.max(0, whole);
}
