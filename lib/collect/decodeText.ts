const LABEL = /charset\s*=\s*["']?([\w-]{1,40})/i;

/**
 * The text of an answer. A byte order mark says more than the declaration, that more than the answer's header, and without
 * any of them it is UTF-8. Bytes that the encoding does not have are refused: half a title is another title.
 * @param declared an encoding of the source's declaration
 * @param contentType header of the answer
 * @throws SyntaxError for an encoding that is not known or does not fit
 */
export function decodeText(bytes: Uint8Array, declared: string | undefined, contentType: string): string {
  const label = markOf(bytes) ?? declared ?? LABEL.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new SyntaxError(`its text is not ${label}`, { cause });
  }
}

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}
