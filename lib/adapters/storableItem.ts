import type { Item, ItemValue } from '../ports/itemTable.ts';

const KEY_BYTES = { pk: 2048, sk: 1024 } as const;

/**
 * The record as a table would keep it: attributes that are undefined are left out, nested values are copied.
 * @throws TypeError for what DynamoDB refuses: empty or oversized keys, NaN, infinities, integers beyond 2^53, a `ttl`
 * that is no whole number of seconds
 */
export function storableItem(item: Item): Item {
  for (const name of ['pk', 'sk'] as const) {
    const bytes = Buffer.byteLength(item[name]);
    if (bytes === 0 || bytes > KEY_BYTES[name]) throw new TypeError(`${name} must have 1 to ${KEY_BYTES[name]} bytes`);
  }
  if (item.ttl !== undefined && !Number.isSafeInteger(item.ttl)) throw new TypeError('ttl must be whole epoch seconds');
  const stored: Record<string, ItemValue> = {};
  for (const [name, value] of Object.entries(item)) if (value !== undefined) stored[name] = storableValue(name, value);
  return stored as Item;
}

function storableValue(name: string, value: ItemValue): ItemValue {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${name} must not be ${value}: leave what is missing out`);
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) throw new TypeError(`${name} is beyond exact integers: ${value}`);
    return value;
  }
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (Array.isArray(value)) return value.map((part: ItemValue) => storableValue(name, part));
  const copy: Record<string, ItemValue> = {};
  for (const [key, part] of Object.entries(value))
    if (part !== undefined) copy[key] = storableValue(`${name}.${key}`, part);
  return copy;
}
