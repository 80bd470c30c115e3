/**
 * How alike two texts are, 0 to 1: twice the character pairs they share over all their pairs, with their ends marked so
 * that single characters count.
 * @see Dice 1945; Kondrak, Marcu & Knight 2003 (pairs of characters for cognates)
 */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const [left, right] = [pairsOf(a), pairsOf(b)];
  let shared = 0;
  for (const [pair, count] of left) shared += Math.min(count, right.get(pair) ?? 0);
  return (2 * shared) / (sizeOf(a) + sizeOf(b));
}

/** Pairs of texts seen before: a market's titles are compared with every mention. */
const known = new Map<string, ReadonlyMap<string, number>>();
const REMEMBERED = 20_000;

/** Pairs of neighbouring characters, the ends included, with how often each occurs. */
export function pairsOf(text: string): ReadonlyMap<string, number> {
  let pairs = known.get(text);
  if (pairs === undefined) {
    pairs = countPairs(text);
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, pairs);
  }
  return pairs;
}

function countPairs(text: string): ReadonlyMap<string, number> {
  const marked = ['^', ...text, '$'];
  const pairs = new Map<string, number>();
  for (let at = 1; at < marked.length; at++) {
    const pair = `${marked[at - 1]}${marked[at]}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

const sizeOf = (text: string) => [...text].length + 1;
