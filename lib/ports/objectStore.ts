interface StoredObject {
  readonly body: Uint8Array;
  readonly etag: string;
}

/**
 * A bucket of immutable or replaceable objects: what the product needs of S3 and no more. Keys are UTF-8 paths with
 * `/`. Failures of the store itself are thrown as AppError `store.unavailable`.
 */
export interface ObjectStore {
  /** @returns undefined when there is no such object */
  get(key: string): Promise<StoredObject | undefined>;
  /** Size in bytes and etag without the body. @returns undefined when there is no such object */
  head(key: string): Promise<{ readonly size: number; readonly etag: string } | undefined>;
  /** Writes the object; with `onlyIfAbsent`, @returns false and writes nothing when the key exists. */
  put(
    key: string,
    body: Uint8Array,
    options?: { readonly onlyIfAbsent?: boolean; readonly contentType?: string },
  ): Promise<boolean>;
  /** Keys that begin with `prefix`, in byte order, all pages. */
  list(prefix: string): Promise<readonly string[]>;
  remove(key: string): Promise<void>;
}
