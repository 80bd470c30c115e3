import type { Json, JsonObject } from '../template/assembly.ts';

const MATCHERS = new Set(['prefix', 'suffix', 'equals-ignore-case', 'anything-but', 'exists']);

/** Whether a pattern uses only what `matchesPattern` knows. */
export function isKnownPattern(pattern: JsonObject): boolean {
  return Object.values(pattern).every((wanted) =>
    Array.isArray(wanted)
      ? wanted.every((matcher: Json) => isPlain(matcher) || Object.keys(matcher).every((name) => MATCHERS.has(name)))
      : !isPlain(wanted) && isKnownPattern(wanted as JsonObject),
  );
}

function isPlain(value: Json): value is null | boolean | number | string {
  return value === null || typeof value !== 'object';
}

/**
 * Whether an event fits an EventBridge pattern: every field of the pattern must be in the event, with one of the listed
 * values or matchers (prefix, suffix, equals-ignore-case, anything-but, exists).
 */
export function matchesPattern(event: Json | undefined, pattern: JsonObject): boolean {
  const fields = (typeof event === 'object' && event !== null ? event : {}) as JsonObject;
  return Object.entries(pattern).every(([name, wanted]) => {
    const value = fields[name];
    if (!Array.isArray(wanted)) return matchesPattern(value, wanted as JsonObject);
    const values: readonly (Json | undefined)[] = Array.isArray(value) ? value : [value];
    return values.some((one) => (wanted as readonly Json[]).some((matcher) => fits(one, matcher)));
  });
}

function fits(value: Json | undefined, matcher: Json): boolean {
  if (isPlain(matcher)) return value === matcher;
  const [name = '', argument = null] = Object.entries(matcher as JsonObject)[0] ?? [];
  const text = typeof value === 'string' ? value : undefined;
  switch (name) {
    case 'prefix':
      return text?.startsWith(String(argument)) ?? false;
    case 'suffix':
      return text?.endsWith(String(argument)) ?? false;
    case 'equals-ignore-case':
      return text?.toLowerCase() === String(argument).toLowerCase();
    case 'anything-but':
      return value !== undefined && ![argument].flat().includes(value);
    case 'exists':
      return (value !== undefined) === argument;
    default:
      return false;
  }
}
