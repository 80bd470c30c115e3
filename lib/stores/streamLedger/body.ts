import { gunzipSync, gzipSync } from 'node:zlib';

/** JSON, packed: what commits and snapshots are kept as. */
export function packBody(content: unknown): Uint8Array {
  return gzipSync(JSON.stringify(content), { level: 1 });
}

/** What {@link packBody} packed. */
export function unpackBody<Content>(body: Uint8Array): Content {
  return JSON.parse(gunzipSync(body).toString()) as Content; // only the ledger writes these bodies
}
