import type { Evidence } from './evidence.ts';
import { likeness } from './likeness.ts';
import { lettersOf, plainText, shareScript } from './plainText.ts';

const SEPARATORS = /[|,，、/;；]/;

/** Names in one text, each without punctuation and in an order that does not depend on which part of it stands first. */
export function readNames(text: string): readonly string[] {
  return text
    .split(SEPARATORS)
    .map((name) => plainText(name).split(/\s+/).map(lettersOf).sort().join(''))
    .filter((name) => name !== '');
}

/** What directors say: one name in common is enough; names in other scripts, or none, say nothing. */
export function compareDirectors(a: readonly string[], b: readonly string[]): Evidence | undefined {
  const pairs = a.flatMap((one) => b.map((other) => [one, other] as const));
  const comparable = pairs.filter(([one, other]) => shareScript(one, other));
  if (comparable.length === 0) return undefined;
  const best = Math.max(...comparable.map(([one, other]) => likeness(one, other)));
  if (best >= 0.8) return { reason: 'director.same', bits: 6 };
  if (best >= 0.5) return { reason: 'director.alike', bits: 3 }; // foreign names are transcribed in many ways
  return { reason: 'director.other', bits: -4 };
}
