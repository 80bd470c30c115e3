/**
 * Work in steps whose results are written down: after a crash the work begins again, and steps that had ended answer
 * from what was written. A step may run twice when the crash came between its end and the writing, so every step must
 * be safe to repeat. Results are small plain data.
 */
export interface DurableSteps {
  step<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /** One step per item, named by `name` and the item's own name; results in the order of the items. */
  each<Entry, Result>(
    name: string,
    items: readonly Entry[],
    nameOf: (item: Entry) => string,
    work: (item: Entry) => Promise<Result>,
  ): Promise<readonly Result[]>;
}
