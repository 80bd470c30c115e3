import { describe, expect, it } from 'vitest';
import { openRecordFolder } from '../../../infra/local/files/recordFolder.ts';
import { readSchedules } from '../../../infra/local/schedule/readSchedules.ts';
import { createScheduler, type LastSlot } from '../../../infra/local/schedule/scheduler.ts';
import { readAssembly } from '../../../infra/local/template/assembly.ts';
import { resolveTemplate } from '../../../infra/local/template/resolvedTemplate.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';
import { eventually, startFixture } from './fixture/startFixture.ts';
import { writeAssembly } from './fixture/writeAssembly.ts';

const MINUTE = 60_000;
const NOON = Date.parse('2026-01-01T12:00:00Z');

const target = { Arn: { 'Fn::GetAtt': ['Notes', 'Arn'] }, RoleArn: 'arn:aws:iam::123456789012:role/r' };
const schedule = (ScheduleExpression: string, more: object = {}) => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    ...{ ScheduleExpression, ScheduleExpressionTimezone: 'UTC', FlexibleTimeWindow: { Mode: 'OFF' } },
    Target: { ...target, Input: '{"kind":"settle","scheduledTime":"<aws.scheduler.scheduled-time>"}' },
    ...more,
  },
});
const EXTRA = {
  Often: schedule('rate(5 minutes)'),
  Daily: schedule('cron(30 12 * * ? *)', { ScheduleExpressionTimezone: 'Europe/Berlin' }),
  Off: schedule('rate(1 minute)', { State: 'DISABLED' }),
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: { ScheduleExpression: 'rate(1 hour)', Targets: [{ Arn: { 'Fn::GetAtt': ['Notes', 'Arn'] }, Id: 'T' }] },
  },
};

async function read() {
  const { folder, remove } = await temporaryFolder();
  const stacks = readAssembly(await writeAssembly(folder, EXTRA));
  await remove();
  return readSchedules(resolveTemplate(stacks, { account: '123456789012', region: 'us-east-1', partition: 'aws' }));
}

describe('the clock of a local run', () => {
  it('starts each slot once, with the time of the slot in the event', async () => {
    const started: unknown[] = [];
    const records = await openRecordFolder<LastSlot>(undefined);
    const deliver = async (_: string, event: string) => void started.push(JSON.parse(event));
    const scheduler = await createScheduler({ schedules: await read(), records, deliver }, NOON);
    for (let now = NOON; now <= NOON + 12 * MINUTE; now += 20_000) await scheduler.tick(now);
    expect(started).toEqual([
      { kind: 'settle', scheduledTime: '2026-01-01T12:05:00Z' },
      { kind: 'settle', scheduledTime: '2026-01-01T12:10:00Z' },
    ]);
  });

  it('reads local time zones and rules of the event bus, and leaves what is disabled alone', async () => {
    const started: string[] = [];
    const records = await openRecordFolder<LastSlot>(undefined);
    const deliver = async (_: string, event: string) => void started.push(event);
    const scheduler = await createScheduler({ schedules: await read(), records, deliver }, NOON - 60 * MINUTE);
    await scheduler.tick(NOON - 30 * MINUTE); // 12:30 in Berlin is 11:30 in UTC
    expect(started.map((event) => JSON.parse(event).scheduledTime)).toEqual([
      '2026-01-01T11:30:00Z',
      '2026-01-01T11:30:00Z',
    ]);
    await scheduler.tick(NOON);
    expect(started.map((event) => JSON.parse(event)['detail-type'])).toContain('Scheduled Event');
  });

  it('runs the latest of the slots that were missed, also those missed while nothing ran', async () => {
    const started: string[] = [];
    const records = await openRecordFolder<LastSlot>(undefined);
    const schedules = (await read()).filter(({ expression }) => expression === 'rate(5 minutes)');
    const deliver = async (_: string, event: string) => void started.push(JSON.parse(event).scheduledTime);
    const first = await createScheduler({ schedules, records, deliver }, NOON);
    await first.tick(NOON + 5 * MINUTE);
    const second = await createScheduler({ schedules, records, deliver }, NOON + 60 * MINUTE);
    await second.tick(NOON + 61 * MINUTE);
    await second.tick(NOON + 62 * MINUTE);
    expect(started).toEqual(['2026-01-01T12:05:00Z', '2026-01-01T13:00:00Z']);
  });

  it('finds a slot again whose event could not be handed over', async () => {
    let broken = true;
    const started: string[] = [];
    const records = await openRecordFolder<LastSlot>(undefined);
    const schedules = (await read()).filter(({ expression }) => expression === 'rate(5 minutes)');
    const deliver = async (_: string, event: string) => {
      if (broken) throw new Error('the disk is full');
      started.push(JSON.parse(event).scheduledTime);
    };
    const scheduler = await createScheduler({ schedules, records, deliver }, NOON);
    await expect(scheduler.tick(NOON + 5 * MINUTE)).rejects.toThrow('the disk is full');
    broken = false;
    await scheduler.tick(NOON + 6 * MINUTE);
    expect(started).toEqual(['2026-01-01T12:05:00Z']);
  });

  it('starts functions of the running template', async () => {
    const soon = new Date(Date.now() + 2_000).toISOString().slice(0, 19);
    const fixture = await startFixture({ schedules: true, extra: { Soon: schedule(`at(${soon})`) } });
    const [event] = await eventually(async () => {
      const found = Object.values(await fixture.read('notes', 'event'));
      return found.length > 0 ? found : undefined;
    });
    expect(JSON.parse(event ?? '')).toEqual({ kind: 'settle', scheduledTime: `${soon}Z` });
    await fixture.stop();
  });
});
