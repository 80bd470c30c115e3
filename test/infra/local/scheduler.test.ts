import { describe, expect, it } from 'vitest';
import { openRecordFolder } from '../../../infra/local/files/recordFolder.ts';
import { readSchedules } from '../../../infra/local/schedule/readSchedules.ts';
import { createScheduler, type LastSlot, type MissedSlots } from '../../../infra/local/schedule/scheduler.ts';
import { readAssembly } from '../../../infra/local/template/assembly.ts';
import { resolveTemplate } from '../../../infra/local/template/resolvedTemplate.ts';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { createMemoryObjectStore } from '../../../lib/adapters/memory/objectStore.ts';
import { type CollectDeps, collectHistory } from '../../../lib/history/collectHistory.ts';
import type { HistorySource } from '../../../lib/ports/historySource.ts';
import { createCollections } from '../../../lib/stores/collections.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';
import { eventually, startFixture } from './fixture/startFixture.ts';
import { writeAssembly } from './fixture/writeAssembly.ts';

const MINUTE = 60_000;
const NOON = Date.parse('2026-01-01T12:00:00Z');

const noReport = () => {
  throw new Error('no slot is missed here');
};

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

/** A collection of two files, which counts how often its source is asked. */
async function collecting(asked: { fetches: number }): Promise<CollectDeps> {
  const source: HistorySource = {
    async fetch(name) {
      asked.fetches++;
      return { status: 'found', tag: '1', body: new TextEncoder().encode(name) };
    },
  };
  const collections = createCollections(createMemoryItemTable(() => NOON));
  return { source, sourceName: 'https://x/', files: createMemoryObjectStore(), collections };
}

describe('the clock of a local run', () => {
  it('R12: starts each slot once, with the time of the slot in the event', async () => {
    const started: unknown[] = [];
    const records = await openRecordFolder<LastSlot>(undefined);
    const deliver = async (_: string, event: string) => void started.push(JSON.parse(event));
    const scheduler = await createScheduler({ schedules: await read(), records, deliver, report: noReport }, NOON);
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
    const scheduler = await createScheduler(
      { schedules: await read(), records, deliver, report: () => {} },
      NOON - 60 * MINUTE,
    );
    await scheduler.tick(NOON - 30 * MINUTE); // 12:30 in Berlin is 11:30 in UTC
    expect(started.map((event) => JSON.parse(event).scheduledTime)).toEqual([
      '2026-01-01T11:30:00Z',
      '2026-01-01T11:30:00Z',
    ]);
    await scheduler.tick(NOON);
    expect(started.map((event) => JSON.parse(event)['detail-type'])).toContain('Scheduled Event');
  });

  it('R12: catches up the latest of the slots that were missed while nothing ran, and reports the others', async () => {
    const started: string[] = [];
    const missed: MissedSlots[] = [];
    const report = (one: MissedSlots) => void missed.push(one);
    const records = await openRecordFolder<LastSlot>(undefined);
    const schedules = (await read()).filter(({ expression }) => expression === 'rate(5 minutes)');
    const deliver = async (_: string, event: string) => void started.push(JSON.parse(event).scheduledTime);
    const first = await createScheduler({ schedules, records, deliver, report }, NOON);
    await first.tick(NOON + 5 * MINUTE);
    const second = await createScheduler({ schedules, records, deliver, report }, NOON + 60 * MINUTE);
    await second.tick(NOON + 61 * MINUTE);
    await second.tick(NOON + 62 * MINUTE);
    expect(started).toEqual(['2026-01-01T12:05:00Z', '2026-01-01T13:00:00Z']);
    const schedule = schedules[0]?.name;
    expect(missed).toEqual([{ schedule, first: NOON + 10 * MINUTE, count: 10, caughtUp: NOON + 60 * MINUTE }]);
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
    const scheduler = await createScheduler({ schedules, records, deliver, report: noReport }, NOON);
    await expect(scheduler.tick(NOON + 5 * MINUTE)).rejects.toThrow('the disk is full');
    broken = false;
    await scheduler.tick(NOON + 6 * MINUTE);
    expect(started).toEqual(['2026-01-01T12:05:00Z']);
  });

  it('R12: a slot that one process ran is not run by the next', async () => {
    const { folder, remove } = await temporaryFolder();
    const started: string[] = [];
    const schedules = (await read()).filter(({ expression }) => expression === 'rate(5 minutes)');
    const deliver = async (_: string, event: string) => void started.push(JSON.parse(event).scheduledTime);
    const process = async (now: number) =>
      createScheduler({ schedules, records: await openRecordFolder(folder), deliver, report: noReport }, now);
    const first = await process(NOON);
    await first.tick(NOON + 5 * MINUTE);
    const second = await process(NOON + 5 * MINUTE);
    for (const minute of [5, 6, 9]) await second.tick(NOON + minute * MINUTE);
    expect(started).toEqual(['2026-01-01T12:05:00Z']);
    await second.tick(NOON + 10 * MINUTE);
    const third = await process(NOON + 12 * MINUTE);
    await third.tick(NOON + 12 * MINUTE);
    await remove();
    expect(started).toEqual(['2026-01-01T12:05:00Z', '2026-01-01T12:10:00Z']);
  });

  it('R12: a slot that a crash repeats is known by its time, and its source is asked once', async () => {
    const source = { fetches: 0 };
    const deps = await collecting(source);
    const schedules = (await read()).filter(({ expression }) => expression === 'rate(5 minutes)');
    const deliver = async (_: string, event: string) => {
      await collectHistory(deps, Date.parse(JSON.parse(event).scheduledTime), NOON);
    };
    const crashing = await openRecordFolder<LastSlot>(undefined);
    const records = { ...crashing, put: () => Promise.reject(new Error('killed before it was noted')) };
    const first = await createScheduler({ schedules, records, deliver, report: noReport }, NOON);
    await expect(first.tick(NOON + 5 * MINUTE)).rejects.toThrow('killed');
    const second = await createScheduler({ schedules, records: crashing, deliver, report: noReport }, NOON);
    await second.tick(NOON + 6 * MINUTE);
    expect(await deps.collections.slots()).toHaveLength(1);
    expect(source.fetches).toBe(2); // its two files
  });

  it('R12: keeps local hours by a clock that runs over both changes of a time zone', async () => {
    const started: string[] = [];
    const schedules = (await read()).filter(({ expression }) => expression === 'cron(30 12 * * ? *)');
    const deliver = async (_: string, event: string) => void started.push(JSON.parse(event).scheduledTime);
    for (const begin of ['2026-03-28T00:00:00Z', '2026-10-24T00:00:00Z'].map(Date.parse)) {
      const records = await openRecordFolder<LastSlot>(undefined);
      const scheduler = await createScheduler({ schedules, records, deliver, report: noReport }, begin);
      for (let now = begin; now < begin + 48 * 60 * MINUTE; now += 10 * MINUTE) await scheduler.tick(now);
    }
    expect(started).toEqual([
      ...['2026-03-28T11:30:00Z', '2026-03-29T10:30:00Z'], // Berlin goes forward on 29 March
      ...['2026-10-24T10:30:00Z', '2026-10-25T11:30:00Z'], // and back on 25 October
    ]);
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
