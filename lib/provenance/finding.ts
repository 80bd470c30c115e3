/** What can be wrong with an export. */
export type Check =
  /** The public key is no P-256 key in PEM. */
  | 'key-unreadable'
  /** A sealed day is not one line of canonical JSON with what belongs there. */
  | 'day-unreadable'
  /** A sealed day stands under another day's name. */
  | 'day-misplaced'
  /** The signature of a day was not made over it by the key. */
  | 'day-signature'
  /** A day does not follow the one before it: a day was taken out. */
  | 'day-link'
  /** The root of a day is not that of its leaves. */
  | 'day-root'
  /** A line is not canonical JSON with a record. */
  | 'record-unreadable'
  /** A record is not there. */
  | 'record-missing'
  /** At this place stands a record of another place or chain. */
  | 'record-misplaced'
  /** A record is not the one that was sealed, or signed with the export. */
  | 'record-altered'
  /** The content is not the one that its record names. */
  | 'content-altered'
  /** A record does not follow the one before it. */
  | 'link-broken'
  /** A record that was not there when the export was made. */
  | 'record-unknown'
  /** The manifest is not one line of canonical JSON with what belongs there. */
  | 'export-unreadable'
  /** The signature of the manifest was not made over it by the key. */
  | 'export-signature'
  | 'file-missing'
  | 'file-altered'
  /** A file that was not there when the export was made. */
  | 'file-unknown';

/** Something that is not as it was written. */
export interface Finding {
  readonly check: Check;
  /** Path below the folder of the export. */
  readonly file: string;
  /** Number of the record, for findings of a chain. */
  readonly n?: number;
}
