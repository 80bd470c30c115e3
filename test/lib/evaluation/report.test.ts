import { describe, expect, it } from 'vitest';
import { marketReport } from '../../../lib/evaluation/marketReport.ts';
import type { Prediction } from '../../../lib/evaluation/prediction.ts';
import { predictionsCsv } from '../../../lib/evaluation/predictionsCsv.ts';
import { refitDays } from '../../../lib/evaluation/refitDays.ts';
import { formatDay, parseDay } from '../../../lib/film/day.ts';
import type { Quantiles } from '../../../lib/forecast/quantiles.ts';

const around = (p50: number): Quantiles => ({
  ...{ p05: p50 / 4, p10: p50 / 3, p25: p50 / 2, p50, p75: p50 * 2, p90: p50 * 3, p95: p50 * 4 },
});
const prediction = (change: Partial<Prediction> = {}): Prediction => ({
  ...{ filmId: 'rl1', market: 'US', releaseDate: parseDay('2016-12-16'), origin: 3 },
  ...{ asOf: Date.parse('2016-12-19T05:00:00Z'), stack: around(100), models: { ridge: around(90) } },
  ...{ baselines: { comparables: around(80), multiplier: around(70) }, actual: 100, served: true, artifact: 'abc' },
  ...change,
});

describe('refit days', () => {
  const days = (from: string, first: string, last: string, rhythm: 'yearly' | 'once') =>
    refitDays(parseDay(from), parseDay(first), parseDay(last), rhythm).map(formatDay);

  it('are test-from and its anniversaries', () => {
    expect(days('2016-01-01', '2016-01-01', '2018-01-07', 'yearly')).toEqual([
      '2016-01-01',
      '2017-01-01',
      '2018-01-01',
    ]);
  });

  it('begin a year earlier where a forecast is made before test-from', () => {
    expect(days('2016-01-01', '2015-12-25', '2016-06-01', 'yearly')).toEqual(['2015-01-01', '2016-01-01']);
    expect(days('2016-01-01', '2015-12-25', '2018-06-01', 'once')).toEqual(['2015-01-01', '2016-01-01']);
  });

  it('know leap years', () => {
    expect(days('2016-02-29', '2016-02-29', '2018-03-01', 'yearly')).toEqual([
      '2016-02-29',
      '2017-02-28',
      '2018-02-28',
    ]);
  });
});

describe('predictions as CSV', () => {
  it('have exactly the promised columns, one row per film and origin, money in currency units', () => {
    const [header, row, end] = predictionsCsv([prediction()]).split('\n');
    expect(header).toBe('film_id,market,release_date,origin,as_of,p05,p10,p25,p50,p75,p90,p95,actual,artifact');
    expect(row).toBe('rl1,US,2016-12-16,T+3,2016-12-19T05:00:00.000Z,25,33.333333333333336,50,100,200,300,400,100,abc');
    expect(end).toBe('');
  });

  it('quote ids, and never let one be read as a formula', () => {
    expect(predictionsCsv([prediction({ filmId: 'a,"b"' })])).toContain('"a,""b""",US');
    expect(predictionsCsv([prediction({ filmId: '=SUM(A1)' })])).toContain("'=SUM(A1),US");
  });
});

describe('the report of a market', () => {
  it('has the promised shape, by origin, for all films and the standard ones', () => {
    const eve = prediction({ origin: 0, baselines: { comparables: around(80) } });
    const report = marketReport('US', [prediction(), prediction({ filmId: 'rl2', served: false, actual: 50 }), eve]);
    expect(Object.keys(report)).toEqual(['population', 'all', 'standard']);
    expect(Object.keys(report.all)).toEqual(['T+0', 'T+3']);
    expect(Object.keys(report.standard['T+3'] ?? {})).toEqual(
      expect.arrayContaining(['n', 'stack', 'models', 'baselines', 'coverage', 'against', 'sizes', 'windows']),
    );
    expect(report.standard['T+3']?.n).toBe(1);
    expect(report.all['T+3']?.n).toBe(2);
    expect(report.all['T+3']?.models.ridge?.logRmse).toBeGreaterThan(0);
    expect(report.standard['T+0']?.baselines.multiplier).toBeNull();
    const { logRmse, ...others } = report.standard['T+3']?.stack ?? { logRmse: Number.NaN };
    expect(logRmse).toBe(0);
    expect(Object.keys(others).sort()).toEqual([
      ...[
        'coverage50',
        'coverage80',
        'coverage90',
        'crps',
        'mape',
        'medianApe',
        'width50',
        'width80',
        'width90',
        'within25',
      ],
    ]);
  });
});
