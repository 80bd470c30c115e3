import { search } from '@aws-lambda-powertools/jmespath';
import type { MappedAnswer, MappingPlan } from '../../ports/answerMapper.ts';
import { checkSize, type MappingBounds } from './mappingBounds.ts';

type Data = Parameters<typeof search>[1];

/**
 * Evaluates a plan in this thread; only its result is bounded here, its time is for another thread to bound.
 * @throws Error saying what went too far, or what is wrong with an expression
 */
export function evaluatePlan(plan: MappingPlan, document: unknown, bounds: MappingBounds): MappedAnswer {
  const rows = find(plan.rows, document, bounds);
  const list = Array.isArray(rows) ? rows : [];
  if (list.length > bounds.rows) throw new Error(`it has more than ${bounds.rows} rows`);
  const evaluate = (expressions: Readonly<Record<string, string>>, data: unknown) =>
    Object.fromEntries(Object.entries(expressions).map(([name, one]) => [name, find(one, data, bounds)]));
  const mapped = {
    answer: evaluate(plan.answer, document),
    rows: Array.isArray(rows) ? list.map((row) => evaluate(plan.row, row)) : null,
  };
  checkSize(mapped, bounds);
  return mapped;
}

/** Names alone, as most expressions of rows are: thousands of rows of them are no work. */
const PATH = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;

function alongPath(path: string, data: unknown): unknown {
  let value = data;
  for (const name of path.split('.')) {
    const isObject = value !== null && typeof value === 'object' && !Array.isArray(value);
    if (!isObject || !Object.hasOwn(value as object, name)) return null;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

function find(expression: string, data: unknown, bounds: MappingBounds): unknown {
  if (PATH.test(expression)) return alongPath(expression, data);
  checkNesting(expression, bounds);
  // the spaces keep names that every object has, such as "constructor", out of the parser's cache
  const found = search(` ${expression} `, data as Data);
  return typeof found === 'function' || found === undefined ? null : found;
}

function checkNesting(expression: string, { depth }: MappingBounds): void {
  let open = 0;
  for (const character of expression) {
    if (character === '(' || character === '[' || character === '{') open++;
    else if (character === ')' || character === ']' || character === '}') open--;
    if (open > depth) throw new Error(`its brackets stand deeper than ${depth} levels`);
  }
}
