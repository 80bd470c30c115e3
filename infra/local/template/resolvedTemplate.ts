import path from 'node:path';
import { LocalError } from '../localError.ts';
import type { Json, JsonObject, StackTemplate } from './assembly.ts';
import { evaluate, holds, type Scope, TemplateProblem } from './intrinsics.ts';
import { identify, type Place, type ResourceIdentity } from './resourceNames.ts';

/** A resource with every reference worked out. */
export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly name: string;
  readonly ref: string;
  readonly arn: string;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
}

/** All stacks of the app as one set of resources. */
export interface ResolvedTemplate {
  readonly resources: readonly Resource[];
  of(...types: readonly string[]): readonly Resource[];
  /** Folder or file of an asset by its hash. */
  asset(hash: string): string | undefined;
}

export interface ResolveOptions extends Place {
  /** Values of parameters, which stand before their defaults; one without either becomes `local-NAME`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What `Fn::GetAtt` on an HTTP API says as ApiEndpoint. */
  readonly apiEndpoint?: string;
}

/**
 * Works out every reference, condition and import of the stacks.
 * @throws LocalError `local.template-unreadable` naming the stack and what was not understood
 */
export function resolveTemplate(stacks: readonly StackTemplate[], options: ResolveOptions): ResolvedTemplate {
  const scopes = new Map<string, StackScope>();
  const importValue = (name: string): Json => {
    for (const scope of scopes.values()) {
      const exported = scope.exported(name);
      if (exported !== undefined) return exported;
    }
    throw new TemplateProblem(`it imports ${name}, which no stack exports`);
  };
  for (const stack of stacks) scopes.set(stack.name, createStackScope(stack, options, importValue));
  const resources = stacks.flatMap((stack) => {
    try {
      return scopes.get(stack.name)?.resources() ?? [];
    } catch (error) {
      if (!(error instanceof TemplateProblem)) throw error;
      const params = { file: `${stack.name}.template.json`, reason: error.message };
      throw new LocalError('local.template-unreadable', params, { cause: error });
    }
  });
  return {
    resources,
    of: (...types) => resources.filter(({ type }) => types.includes(type)),
    asset: (hash) => stacks.map(({ assets }) => assets.get(path.parse(hash).name)).find((found) => found !== undefined),
  };
}

interface StackScope extends Scope {
  exported(name: string): Json | undefined;
  resources(): readonly Resource[];
}

function createStackScope(
  { name: stack, template }: StackTemplate,
  options: ResolveOptions,
  importValue: (name: string) => Json,
): StackScope {
  const { account, region, partition, parameters = {}, apiEndpoint = '' } = options;
  const pseudo: Readonly<Record<string, Json>> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': partition,
    'AWS::URLSuffix': partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
    'AWS::StackName': stack,
    'AWS::StackId': `arn:${partition}:cloudformation:${region}:${account}:stack/${stack}/local`,
    'AWS::NotificationARNs': [],
  };
  const identities = new Map<string, ResourceIdentity>();
  const identityOf = (logicalId: string): ResourceIdentity | undefined => {
    const resource = template.Resources[logicalId];
    if (resource === undefined) return undefined;
    const known = identities.get(logicalId);
    if (known) return known;
    // Versions and aliases are called after their function; nothing else is called after another resource.
    const naming = Object.entries(resource.Properties ?? {}).filter(([key]) => key.endsWith('Name'));
    const properties = evaluate(Object.fromEntries(naming), scope) as JsonObject;
    const identity = identify(resource.Type, stack, logicalId, properties, options);
    identities.set(logicalId, identity);
    return identity;
  };
  const scope: StackScope = {
    ref(name) {
      if (name in pseudo) return pseudo[name];
      const parameter = template.Parameters?.[name];
      if (parameter !== undefined) return parameters[name] ?? parameter.Default ?? `local-${name}`;
      return identityOf(name)?.ref;
    },
    attribute(logicalId, attribute) {
      const identity = identityOf(logicalId);
      if (identity === undefined) throw new TemplateProblem(`it refers to ${logicalId}, which it does not declare`);
      if (attribute === 'ApiEndpoint') return apiEndpoint;
      return identity.attributes[attribute] ?? `${identity.name}.${attribute}`;
    },
    condition: (name) => holds(template.Conditions?.[name] ?? null, scope),
    importValue,
    mapping(map, first, second) {
      const found = ((template.Mappings?.[map] as JsonObject | undefined)?.[first] as JsonObject | undefined)?.[second];
      if (found === undefined) throw new TemplateProblem(`it has no mapping ${map}/${first}/${second}`);
      return found;
    },
    exported(name) {
      const outputs = Object.values(template.Outputs ?? {});
      const output = outputs.find(({ Export }) => Export !== undefined && evaluate(Export.Name, scope) === name);
      return output && evaluate(output.Value, scope);
    },
    resources() {
      const present = Object.entries(template.Resources).filter(
        ([, { Condition }]) => Condition === undefined || scope.condition(Condition),
      );
      return present.map(([logicalId, { Type: type, Properties = {}, Metadata = {} }]) => {
        const { name, ref, arn } = identityOf(logicalId) ?? { name: logicalId, ref: logicalId, arn: '' };
        const properties = evaluate(Properties, scope) as JsonObject;
        return { stack, logicalId, type, name, ref, arn, properties, metadata: Metadata };
      });
    },
  };
  return scope;
}
