/** What a history file may be; anything beyond is refused or quarantined, never read. */
export const HISTORY_LIMITS = {
  /** Bytes of one file after unpacking: some two million daily rows. */
  unpackedBytes: 64 * 1024 * 1024,
  /** Characters of one line; the longest real one, a full cast list, has 25,000. */
  lineLength: 65_536,
  /** Physical lines that one record with quoted line breaks may take. */
  recordLines: 8,
  columns: 256,
  textLength: 300,
  idLength: 64,
  /** A file is refused whole when its bad rows are more than this many … */
  fewBadRows: 10,
  /** … and more than this share of all rows; or when no row is good. */
  badShare: 0.2,
  /** … and in any case when they are this many. */
  mostBadRows: 20_000,
  /** Characters of a row that an issue quotes. */
  rawLength: 200,
  /** Warnings kept of one file; their number is always exact. */
  warnings: 1_000,
  /** Days before release on which a gross can still be a preview; real previews reach back 30 days. */
  previewDays: 365,
  /** Years ahead in which a release can be announced. */
  releaseYears: 5,
  /** Largest amounts in minor units: of one day, and of a whole run or a budget. */
  dayAmount: 1e12,
  runAmount: 1e13,
  /** Largest count of people, tickets, shows or theatres. */
  count: 1e10,
  /** Largest reading of a source's own index. */
  index: 1e15,
} as const;
