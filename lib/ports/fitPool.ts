/** Functions that fit models, by name: pure, and all they take and give is plain data with typed arrays. */
export type FitTable = Readonly<Record<string, (rows: never, options: never) => unknown>>;

/** One model to fit. */
interface FitJob<Fits extends FitTable, Name extends keyof Fits> {
  readonly learner: Name;
  readonly rows: Parameters<Fits[Name]>[0];
  readonly options: Parameters<Fits[Name]>[1];
  /**
   * Whether the rows are given away: their arrays may then be moved instead of copied, and must not be used afterwards,
   * nor by another job. Default false.
   */
  readonly givesRows?: boolean;
}

/** Something that fits models, maybe several at a time. What is fitted does not depend on how many. */
export interface FitPool<Fits extends FitTable> {
  /** How many models are fitted at a time. */
  readonly workers: number;
  /**
   * Fits every model. @returns the results in the order of the jobs
   * @throws what the first job that failed threw, with its code where it has one; jobs not begun by then are left out
   */
  run<Name extends keyof Fits & string>(jobs: readonly FitJob<Fits, Name>[]): Promise<ReturnType<Fits[Name]>[]>;
  /** Ends the workers once what they were given is done; afterwards nothing more is taken. */
  close(): Promise<void>;
}
