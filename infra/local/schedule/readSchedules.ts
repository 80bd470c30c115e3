import { eventTargets } from '../events/eventRules.ts';
import { LocalError } from '../localError.ts';
import type { JsonObject } from '../template/assembly.ts';
import type { ResolvedTemplate, Resource } from '../template/resolvedTemplate.ts';
import { readSlots, type Slots } from './slots.ts';

/** A function started by the clock. */
export interface ScheduleDefinition {
  readonly name: string;
  readonly expression: string;
  readonly slots: Slots;
  readonly targets: readonly { readonly functionArn: string; readonly event: (slot: number) => string }[];
}

/**
 * Schedules of EventBridge Scheduler, and rules of the event bus that have one.
 * @throws LocalError `local.template-unreadable` for an expression that is none
 */
export function readSchedules(template: ResolvedTemplate): readonly ScheduleDefinition[] {
  const active = (resource: Resource) => resource.properties['State'] !== 'DISABLED';
  return [
    ...template.of('AWS::Scheduler::Schedule').filter(active).map(fromScheduler),
    ...template
      .of('AWS::Events::Rule')
      .filter((rule) => active(rule) && rule.properties['ScheduleExpression'] !== undefined)
      .map(fromRule),
  ];
}

function slotsOf({ stack, properties }: Resource, zone?: string): Slots {
  try {
    return readSlots(String(properties['ScheduleExpression']), zone);
  } catch (error) {
    const params = { file: `${stack}.template.json`, reason: String(error) };
    throw new LocalError('local.template-unreadable', params, { cause: error });
  }
}

function fromScheduler(resource: Resource): ScheduleDefinition {
  const { name, arn, properties } = resource;
  const expression = String(properties['ScheduleExpression']);
  const zone = properties['ScheduleExpressionTimezone'];
  const target = (properties['Target'] ?? {}) as JsonObject;
  const input = typeof target['Input'] === 'string' ? target['Input'] : '{}';
  const event = (slot: number) =>
    input
      .replaceAll('<aws.scheduler.scheduled-time>', wholeSeconds(slot))
      .replaceAll('<aws.scheduler.schedule-arn>', arn)
      .replaceAll('<aws.scheduler.execution-id>', `${name}-${slot}`)
      .replaceAll('<aws.scheduler.attempt-number>', '1');
  return {
    name,
    expression,
    slots: slotsOf(resource, typeof zone === 'string' ? zone : 'UTC'),
    targets: [{ functionArn: String(target['Arn']), event }],
  };
}

function fromRule(resource: Resource): ScheduleDefinition {
  const { name, arn, properties } = resource;
  const expression = String(properties['ScheduleExpression']);
  const plain = (slot: number) =>
    JSON.stringify({
      version: '0',
      id: `${name}-${slot}`,
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      time: wholeSeconds(slot),
      resources: [arn],
      detail: {},
    });
  const targets = eventTargets(properties).map(({ functionArn, input }) => ({
    functionArn,
    event: (slot: number) => input ?? plain(slot),
  }));
  return { name, expression, slots: slotsOf(resource), targets };
}

function wholeSeconds(moment: number): string {
  return new Date(moment).toISOString().replace(/\.\d+Z$/, 'Z');
}
