import { describe, expect, it } from 'vitest';
import { describeForecast } from '../../cli/describeForecast.ts';
import { EXAMPLES } from '../../lib/api/examples.ts';

const { integrity, runningDay: _, ...answer } = EXAMPLES.createForecast.answer;

describe('a forecast as a person reads it', () => {
  it('says which signals it goes without, and what it would be with them', () => {
    const text = describeForecast({ ...answer, integrity });
    expect(text).toContain('made without doubtful signals 已剔除存疑信号; with them 未剔除时 4.14亿');
    expect(text).toMatch(/presale_gross: 2025-09-28: Presale of the day is .* 2025-09-28:当日预售/);
    expect(describeForecast(answer)).not.toContain('integrity');
  });

  it('tells stale providers apart from what the service itself lacks', () => {
    const end = (more: object) =>
      describeForecast({ ...answer, ...more })
        .split('\n')
        .at(-1);
    expect(end({ staleSources: ['maoyan-box'] })).toMatch(/, stale 数据过期: maoyan-box$/);
    expect(end({ degraded: true, staleSources: ['cache'] })).toMatch(/, DEGRADED 降级: cache$/);
    expect(end({ staleSources: [] })).toMatch(/cache 缓存 miss$/);
  });
});
