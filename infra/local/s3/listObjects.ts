import type { S3Store } from './fauxqsInternals.ts';

type List = S3Store['listObjects'];

/**
 * S3's listing over all objects of a bucket: in the order of the keys' bytes, from `startAfter` on, with keys that share
 * a prefix up to the delimiter rolled up. fauxqs sorts as a dictionary would, and so loses keys between pages.
 */
export function listInByteOrder(
  objects: ReturnType<List>['objects'],
  options: Parameters<List>[1] = {},
): ReturnType<List> {
  const { prefix = '', delimiter, maxKeys = 1000 } = options;
  const after = options.startAfter || options.marker || '';
  const found: ReturnType<List>['objects'] = [];
  const commonPrefixes: string[] = [];
  for (const object of objects.toSorted((a, b) => byBytes(a.key, b.key))) {
    if (!object.key.startsWith(prefix) || (after !== '' && byBytes(object.key, after) <= 0)) continue;
    const cut = delimiter ? object.key.indexOf(delimiter, prefix.length) : -1;
    const rolled = delimiter && cut >= 0 ? object.key.slice(0, cut + delimiter.length) : undefined;
    if (rolled !== undefined && (rolled === commonPrefixes.at(-1) || (after !== '' && after.startsWith(rolled))))
      continue;
    if (found.length + commonPrefixes.length >= maxKeys) return { objects: found, commonPrefixes, isTruncated: true };
    if (rolled === undefined) found.push(object);
    else commonPrefixes.push(rolled);
  }
  return { objects: found, commonPrefixes, isTruncated: false };
}

function byBytes(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}
