/** JMESPath expressions that take an answer apart. */
export interface MappingPlan {
  /** From the answer to the list of its rows. */
  readonly rows: string;
  /** From the answer, by name. */
  readonly answer: Readonly<Record<string, string>>;
  /** From one row, by name. */
  readonly row: Readonly<Record<string, string>>;
}

/** Plain JSON values under the names of the plan; null where an expression found nothing. */
export interface MappedAnswer {
  readonly answer: Readonly<Record<string, unknown>>;
  /** null where the plan's rows are no list. */
  readonly rows: readonly Readonly<Record<string, unknown>>[] | null;
}

/** What evaluates expressions that come from configuration, within bounds of time, depth and size. */
export interface AnswerMapper {
  /** @throws AppError `collect.mapping-stopped` */
  map(plan: MappingPlan, document: unknown): Promise<MappedAnswer>;
}
