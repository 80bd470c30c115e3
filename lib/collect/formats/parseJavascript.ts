import { parseJson } from './parseJson.ts';

/** What may stand before the value: `)]}'`, an assignment, or the name of a callback with its bracket. */
const BEFORE = /^\s*(?:\)\]\}',?\s*|(?:(?:var|let|const)\s+)?[\w$.]{1,80}\s*=\s*|\/\*\*\/\s*|[\w$.]{1,80}\s*\(\s*)*/;

/**
 * The one JSON value inside a script; nothing is executed, and what follows the value is left aside.
 * @example parseJavascript('let list = {"count": 1};\nmodule.exports = { list };') // { count: 1 }
 * @throws SyntaxError when there is no whole JSON value where one should begin
 */
export function parseJavascript(text: string): unknown {
  const start = BEFORE.exec(text)?.[0].length ?? 0;
  const first = text[start];
  if (first !== '{' && first !== '[') throw new SyntaxError('no object and no list where the script should hold one');
  return parseJson(text.slice(start, endOfValue(text, start)));
}

/** Index behind the bracket that closes the one at `start`. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  let isInString = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (isInString) {
      if (character === '\\') at++;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return at + 1;
  }
  throw new SyntaxError('the value is cut short');
}
