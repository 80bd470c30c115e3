import type { Template } from './synthesis.ts';

/**
 * A template's value with its intrinsic functions written as a person would: `HistoryBucket.Arn/history/*` for a join
 * of an import and a text. Hashes within logical ids are left out, so that the result is stable and can be reviewed.
 */
export function readable(value: unknown, templates: ReadonlyMap<string, Template>): unknown {
  if (Array.isArray(value)) return value.map((item) => readable(item, templates));
  if (value === null || typeof value !== 'object') return value;
  const [[name, argument] = ['', undefined], ...more] = Object.entries(value);
  if (more.length === 0) {
    const text = intrinsic(name, argument, templates);
    if (text !== undefined) return text;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readable(item, templates)]));
}

function intrinsic(name: string, argument: unknown, templates: ReadonlyMap<string, Template>): string | undefined {
  switch (name) {
    case 'Ref':
      return withoutHash(String(argument));
    case 'Fn::GetAtt': {
      const [id, attribute] = argument as [string, string];
      return `${withoutHash(id)}.${attribute}`;
    }
    case 'Fn::ImportValue':
      return String(readable(exported(String(argument), templates), templates));
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map((part) => readable(part, templates)).join(separator);
    }
    default:
      return undefined;
  }
}

function exported(name: string, templates: ReadonlyMap<string, Template>): unknown {
  for (const template of templates.values()) {
    const output = Object.values(template.Outputs ?? {}).find((candidate) => candidate.Export?.Name === name);
    if (output) return output.Value;
  }
  throw new Error(`nothing exports ${name}`);
}

function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}
