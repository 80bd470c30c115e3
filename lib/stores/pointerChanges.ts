import type { Item, ItemTable } from '../ports/itemTable.ts';

/** Sort key of the record that says how things stand. */
export const POINTER = 'pointer';
const CHANGE = 'change#';
const PAGE = 50;

const changeKey = (version: number) => `${CHANGE}${String(version).padStart(12, '0')}`;

/**
 * Replaces the pointer of a partition by the next version and keeps every version beside it for ever. A version that is
 * lost to a crash after its pointer was written is kept by whoever writes the next one.
 * @param next with `version`, and `since` in milliseconds
 * @param present the pointer that it replaces; undefined when there is none
 * @returns false, with nothing replaced, when another was faster
 */
export async function replacePointer(table: ItemTable, next: Item, present: Item | undefined): Promise<boolean> {
  if (present) await keepChange(table, present);
  const version = Number(present?.['version']);
  if (!(await table.put(next, present ? { equals: { version } } : { absent: true }))) return false;
  await keepChange(table, next);
  return true;
}

async function keepChange(table: ItemTable, pointer: Item): Promise<void> {
  await table.put({ ...pointer, sk: changeKey(Number(pointer['version'])) }, { absent: true });
}

/**
 * The pointer as it stood at an instant: the latest version written by then. One written before changes were kept has
 * stood for ever.
 * @returns undefined when there was none yet
 */
export async function pointerAt(table: ItemTable, pk: string, instant: number): Promise<Item | undefined> {
  const stood = (item: Item | undefined) => item !== undefined && Number(item['since'] ?? 0) <= instant;
  const present = await table.get(pk, POINTER);
  if (stood(present)) return present;
  let cursor: string | undefined;
  do {
    const options = { prefix: CHANGE, descending: true, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const page = await table.query(pk, options);
    const found = page.items.find(stood);
    if (found) return found;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return undefined;
}
