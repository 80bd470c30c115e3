const TAG = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y;
const TEXT = /[^<]+/y;
/** A bare ampersand, or what XML does not allow at all. */
const BROKEN = /&(?!(amp|lt|gt|quot|#39);)|[\p{Cc}\p{Cs}]/u;

/**
 * Reads XML of elements, attributes and texts alone, as strictly as the standard asks.
 * @returns the texts between tags, entities resolved
 * @throws Error that says what is not well-formed
 */
export function textsOfXml(xml: string): readonly string[] {
  const open: string[] = [];
  const texts: string[] = [];
  let roots = 0;
  let at = 0;
  const body = xml.trimEnd();
  if (BROKEN.test(body)) throw new Error('a bare ampersand, or a character that XML forbids');
  while (at < body.length) {
    TAG.lastIndex = at;
    TEXT.lastIndex = at;
    const tag = TAG.exec(body);
    const text = tag ? null : TEXT.exec(body);
    if (text) {
      if (open.length === 0) throw new Error('text outside the root');
      texts.push(text[0].replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => RESOLVED[name] ?? ''));
    } else if (tag) {
      const [, closing, name = '', attributes = '', empty] = tag;
      const names = [...attributes.matchAll(/\s([\w:-]+)=/g)].map((match) => match[1]);
      if (new Set(names).size < names.length) throw new Error(`an attribute of <${name}> twice`);
      if (closing && open.pop() !== name) throw new Error(`</${name}> closes another element`);
      if (!closing && open.length === 0) roots++;
      if (!closing && !empty) open.push(name);
    } else {
      throw new Error(`no markup at ${at}: ${body.slice(at, at + 40)}`);
    }
    at += (tag ?? text)?.[0].length ?? 0;
  }
  if (open.length > 0 || roots !== 1) throw new Error(`${open.length} elements left open, ${roots} roots`);
  return texts;
}

const RESOLVED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
