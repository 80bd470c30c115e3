/** What an attribute may hold. Binary stays binary; lists and maps nest. */
export type ItemValue =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly ItemValue[]
  | { readonly [key: string]: ItemValue };

/**
 * One record of a table with a partition key and a sort key. `ttl` (epoch seconds) makes it expire: an expired record
 * is never returned and counts as absent in conditions, whether or not the store has swept it yet.
 */
export interface Item {
  readonly pk: string;
  readonly sk: string;
  readonly ttl?: number;
  readonly [attribute: string]: ItemValue | undefined;
}

/** What must hold of the stored record for a write to happen; all given parts must hold. */
export interface WriteCondition {
  /** No live record with this key exists. */
  readonly absent?: true;
  /** A live record exists and these attributes have exactly these values. */
  readonly equals?: Readonly<Record<string, string | number | boolean>>;
  /** No live record exists, or its attribute is absent or less than this value (numbers or strings of equal length). */
  readonly absentOrLess?: { readonly attribute: string; readonly than: string | number };
}

interface QueryOptions {
  /** Only sort keys that begin with this. */
  readonly prefix?: string;
  /** Highest sort key first. */
  readonly descending?: boolean;
  /** At most this many records; default 100. */
  readonly limit?: number;
  /** Where an earlier page ended. */
  readonly cursor?: string;
}

/**
 * A small key-value table with conditional writes: what the product needs of DynamoDB and no more. Reads are strongly
 * consistent. Failures of the store itself are thrown as AppError `store.unavailable`.
 */
export interface ItemTable {
  get(pk: string, sk: string): Promise<Item | undefined>;
  /** Replaces the record. @returns false, with nothing written, when the condition does not hold */
  put(item: Item, condition?: WriteCondition): Promise<boolean>;
  /** @returns false, with nothing removed, when the condition does not hold; true also when there was nothing */
  remove(pk: string, sk: string, condition?: WriteCondition): Promise<boolean>;
  /** Records of one partition in the order of their sort keys. */
  query(pk: string, options?: QueryOptions): Promise<{ readonly items: readonly Item[]; readonly cursor?: string }>;
}
