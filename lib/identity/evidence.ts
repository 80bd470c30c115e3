/**
 * One thing that speaks for or against two descriptions being of one film. `bits` is the binary logarithm of how much
 * more often it is seen between descriptions of one film than between those of two; evidence adds.
 * @see Fellegi & Sunter 1969 (A theory for record linkage)
 */
export interface Evidence {
  /** For example "title.same"; named in docs/identity.md. */
  readonly reason: string;
  readonly bits: number;
}
