import type { Json, JsonObject } from '../template/assembly.ts';
import type { ResolvedTemplate, Resource } from '../template/resolvedTemplate.ts';
import { isKnownPattern, matchesPattern } from './eventPattern.ts';

/** A rule of the default event bus that hands events to functions. */
export interface EventRule {
  readonly logicalId: string;
  readonly pattern: JsonObject;
  readonly targets: readonly EventTarget[];
}

export interface EventTarget {
  readonly functionArn: string;
  /** Handed over instead of the event. */
  readonly input: string | undefined;
}

export function readEventRules(template: ResolvedTemplate): readonly EventRule[] {
  return template.of('AWS::Events::Rule').flatMap(({ logicalId, properties }) => {
    const pattern = properties['EventPattern'] as JsonObject | undefined;
    return pattern === undefined || !isKnownPattern(pattern) || properties['State'] === 'DISABLED'
      ? []
      : { logicalId, pattern, targets: eventTargets(properties) };
  });
}

/** The targets of a rule that are functions. */
export function eventTargets(properties: Resource['properties']): readonly EventTarget[] {
  const targets = (properties['Targets'] ?? []) as readonly JsonObject[];
  return targets
    .filter(({ Arn, InputTransformer }) => String(Arn).includes(':lambda:') && InputTransformer === undefined)
    .map(({ Arn, Input }) => ({ functionArn: String(Arn), input: typeof Input === 'string' ? Input : undefined }));
}

/** Hands an event to every target whose rule it fits. */
export async function dispatch(
  event: Json,
  rules: readonly EventRule[],
  deliver: (functionArn: string, event: string) => Promise<void>,
): Promise<void> {
  const fitting = rules.filter(({ pattern }) => matchesPattern(event, pattern));
  const deliveries = fitting.flatMap(({ targets }) =>
    targets.map(({ functionArn, input }) => deliver(functionArn, input ?? JSON.stringify(event))),
  );
  await Promise.all(deliveries);
}
