import type * as z from 'zod';
import type { FieldFault } from './invalidRequest.ts';

const MOST_FAULTS = 20;
const LONGEST_NAME = 80;
const FORBIDDEN: ReadonlySet<PropertyKey> = new Set(['__proto__', 'constructor', 'prototype']);
const FORMATS: Readonly<Record<string, string>> = { date: 'YYYY-MM-DD', datetime: 'YYYY-MM-DDThh:mm:ss+hh:mm' };
const TYPES: Readonly<Record<string, string>> = { int: 'integer', nan: 'number' };

type Issue = z.core.$ZodIssue;
type Part = 'body' | 'parameters';

/**
 * The faults that the schema found, at most twenty, in the product's own words.
 * @param value what was read, to tell a missing field from one of the wrong type
 * @param known names of the fields that the request may have, for people who misspelt one
 */
export function fieldFaults(
  issues: readonly Issue[],
  value: unknown,
  { part, known }: { readonly part: Part; readonly known: readonly string[] },
): readonly FieldFault[] {
  return issues
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? unknownFields(issue, part, known) : [fault(issue, value, part)],
    )
    .slice(0, MOST_FAULTS);
}

function unknownFields(issue: Issue & { keys: string[] }, part: Part, known: readonly string[]): FieldFault[] {
  return issue.keys.map((key) => {
    const path = [...issue.path, key];
    const field = nameOf(path);
    return FORBIDDEN.has(key)
      ? { at: place(path, part), code: 'field.forbidden', params: { field } }
      : { at: place(path, part), code: 'field.unknown', params: { field, known: known.join(', ') } };
  });
}

function fault(issue: Issue, value: unknown, part: Part): FieldFault {
  const at = place(issue.path, part);
  const field = nameOf(issue.path);
  const given = valueAt(value, issue.path);
  if (given === undefined) return { at, code: 'field.missing', params: { field } };
  switch (issue.code) {
    case 'invalid_type': {
      const expected = TYPES[issue.expected] ?? issue.expected;
      return { at, code: 'field.type', params: { field, expected, received: kindOf(given) } };
    }
    case 'too_small':
      return { at, code: 'field.range', params: { field, range: `${measure(issue.origin)}≥ ${issue.minimum}` } };
    case 'too_big':
      return { at, code: 'field.range', params: { field, range: `${measure(issue.origin)}≤ ${issue.maximum}` } };
    case 'invalid_value':
      return { at, code: 'field.choice', params: { field, choices: issue.values.map(String).join(', ') } };
    case 'custom':
      return { at, code: 'field.range', params: { field, range: String(issue.params?.['range'] ?? issue.message) } };
    default: {
      const format = issue.code === 'invalid_format' ? FORMATS[issue.format] : undefined;
      return { at, code: 'field.format', params: { field, expected: format ?? issue.message } };
    }
  }
}

const measure = (origin: string) => (origin === 'string' || origin === 'array' ? 'length ' : '');

function place(path: readonly PropertyKey[], part: Part): FieldFault['at'] {
  if (part === 'parameters') return { parameter: nameOf(path) };
  const tokens = path.map((token) => shorten(String(token)).replaceAll('~', '~0').replaceAll('/', '~1'));
  return { pointer: `#${tokens.map((token) => `/${encodeURIComponent(token)}`).join('')}` };
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'body' : path.map((token) => shorten(String(token))).join('.');
}

/** Lone surrogates would make the answer impossible to encode. */
function shorten(token: string): string {
  return (token.length > LONGEST_NAME ? `${token.slice(0, LONGEST_NAME)}…` : token).toWellFormed();
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const token of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, token)) return undefined;
    current = (current as Record<PropertyKey, unknown>)[token];
  }
  return current;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
