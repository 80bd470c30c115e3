import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { readSourceSchedules } from '../../infra/sourceSchedules.ts';

const read = (sources?: string) =>
  readSourceSchedules(new App({ context: sources === undefined ? {} : { sources } }).node);

describe('sources that are switched on', () => {
  it('are none unless named', () => {
    expect(read()).toEqual([]);
    expect(read('')).toEqual([]);
  });

  it('are named with their schedules', () => {
    expect(read('kobis-daily=cron(30 22 * * ? *); weibo-hot=rate(15 minutes);')).toEqual([
      { source: 'kobis-daily', expression: 'cron(30 22 * * ? *)' },
      { source: 'weibo-hot', expression: 'rate(15 minutes)' },
    ]);
  });

  it.each([
    'weibo-hot',
    'weibo-hot=often',
    'Weibo=rate(1 day)',
    'a1=rate(1 day)=rate(1 day)',
    'weibo-hot=rate(1 day);weibo-hot=rate(2 days)',
  ])('%s is refused', (sources) => {
    expect(() => read(sources)).toThrow(RangeError);
  });
});
