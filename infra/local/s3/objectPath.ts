import { createHash } from 'node:crypto';

const LONGEST_NAME = 200;
const LONGEST_PATH = 700;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not reach a file name
const UNSAFE = /[\u0000-\u001f<>:"|?*\\%]/g;

/**
 * Where the body of a key lies, relative to its bucket: the key itself wherever a file may be called that, so that the
 * folder can be read by people.
 * @returns undefined when the key does not make a file name (empty or dot segments, too long): use `hashedPath`
 */
export function readablePath(key: string): string | undefined {
  const names = key.split('/').map((name) => name.replace(UNSAFE, percent));
  const fits = (name: string) => !/^\.{0,2}$/.test(name) && Buffer.byteLength(name) <= LONGEST_NAME;
  const joined = names.join('/');
  return names.every(fits) && Buffer.byteLength(joined) <= LONGEST_PATH ? joined : undefined;
}

/** A place for the body of any key whatever; no readable path begins like it. */
export function hashedPath(key: string): string {
  return `%keys/${keyHash(key)}`;
}

export function keyHash(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
