/** The files of an export, wherever they are. */
export interface ExportFiles {
  /** Paths below the folder of the export in the order of their code units, with `/`; hidden files are left out. */
  readonly names: readonly string[];
  /** @throws when the name is not one of `names` */
  read(name: string): Promise<Uint8Array>;
}
