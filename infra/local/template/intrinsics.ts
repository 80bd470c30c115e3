import type { Json, JsonObject } from './assembly.ts';

/** What the functions of a template refer to. */
export interface Scope {
  /** `Ref` of a parameter, a resource or a pseudo parameter; undefined when there is none of that name. */
  ref(name: string): Json | undefined;
  attribute(logicalId: string, name: string): Json;
  condition(name: string): boolean;
  importValue(name: string): Json;
  mapping(map: string, first: string, second: string): Json;
}

/** A template says something that the local run does not understand. */
export class TemplateProblem extends Error {
  override readonly name = 'TemplateProblem';
}

/** Stands for a property that is to be left out (`AWS::NoValue`). */
const NO_VALUE = Symbol('AWS::NoValue');
type Evaluated = Json | typeof NO_VALUE;

/**
 * A value with all functions worked out: Ref, GetAtt, Join, Sub, Select, Split, If, ImportValue, FindInMap, Base64.
 * @throws TemplateProblem for an unknown function or name
 */
export function evaluate(value: Json, scope: Scope): Json {
  const found = evaluateAny(value, scope);
  return found === NO_VALUE ? null : found;
}

function evaluateAny(value: Json, scope: Scope): Evaluated {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map((part) => evaluateAny(part, scope)).filter((part) => part !== NO_VALUE);
  const [only, ...more] = Object.entries(value);
  if (only && more.length === 0 && isFunctionName(only[0])) return call(only[0], only[1], scope);
  const evaluated = Object.entries(value).map(([key, part]) => [key, evaluateAny(part, scope)] as const);
  return Object.fromEntries(evaluated.filter(([, part]) => part !== NO_VALUE)) as JsonObject;
}

/** Works out a condition's expression. */
export function holds(expression: Json, scope: Scope): boolean {
  const [name = '', argument = null] = Object.entries((expression ?? {}) as JsonObject)[0] ?? [];
  const all = () => (isList(argument) ? argument : [argument]);
  if (name === 'Condition') return scope.condition(String(argument));
  if (name === 'Fn::Not') return !holds(all()[0] ?? null, scope);
  if (name === 'Fn::And') return all().every((part) => holds(part, scope));
  if (name === 'Fn::Or') return all().some((part) => holds(part, scope));
  if (name === 'Fn::Equals') {
    const [left, right] = all().map((part) => JSON.stringify(evaluate(part, scope)));
    return left === right;
  }
  throw new TemplateProblem(`a condition uses ${name}`);
}

function isFunctionName(name: string): boolean {
  return name === 'Ref' || name.startsWith('Fn::');
}

function call(name: string, argument: Json, scope: Scope): Evaluated {
  const list = () => evaluateList(argument, scope);
  switch (name) {
    case 'Ref':
      return reference(String(argument), scope);
    case 'Fn::GetAtt': {
      const [logicalId = '', ...attribute] =
        typeof argument === 'string' ? argument.split('.') : (argument as string[]);
      return scope.attribute(logicalId, attribute.join('.'));
    }
    case 'Fn::Join': {
      const [separator, parts] = list();
      return listOf(parts).map(String).join(String(separator));
    }
    case 'Fn::Split': {
      const [separator, text] = list();
      return String(text).split(String(separator));
    }
    case 'Fn::Select': {
      const [index, parts] = list();
      return listOf(parts)[Number(index)] ?? null;
    }
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::If': {
      const [condition, yes = null, no = null] = argument as Json[];
      return evaluateAny(scope.condition(String(condition)) ? yes : no, scope);
    }
    case 'Fn::ImportValue':
      return scope.importValue(String(evaluate(argument, scope)));
    case 'Fn::FindInMap': {
      const [map, first, second] = list().map(String);
      return scope.mapping(map ?? '', first ?? '', second ?? '');
    }
    case 'Fn::Base64':
      return Buffer.from(String(evaluate(argument, scope))).toString('base64');
    default:
      throw new TemplateProblem(`it uses ${name}`);
  }
}

function reference(name: string, scope: Scope): Evaluated {
  if (name === 'AWS::NoValue') return NO_VALUE;
  const found = scope.ref(name);
  if (found === undefined) throw new TemplateProblem(`it refers to ${name}, which it does not declare`);
  return found;
}

function substitute(argument: Json, scope: Scope): string {
  const [text, variables = {}] = typeof argument === 'string' ? [argument] : (argument as [string, JsonObject?]);
  return text.replace(/\$\{(!?)([^}]+)\}/g, (whole, literal: string, name: string) => {
    if (literal) return whole.replace('!', '');
    const given = variables[name];
    if (given !== undefined) return String(evaluate(given, scope));
    const [logicalId = '', ...attribute] = name.split('.');
    return String(attribute.length > 0 ? scope.attribute(logicalId, attribute.join('.')) : reference(name, scope));
  });
}

function evaluateList(argument: Json, scope: Scope): Json[] {
  return [...listOf(evaluate(argument, scope))];
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || !isList(value)) throw new TemplateProblem('a function expects a list');
  return value;
}

// Array.isArray does not narrow read-only lists.
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
