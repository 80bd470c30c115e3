/** What reads secrets by the names that declarations refer to. */
export interface SecretSource {
  /** @throws AppError `collect.secret-missing`, never with a value in it */
  read(name: string): Promise<string>;
}
