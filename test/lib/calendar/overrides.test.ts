import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryObjectStore } from '../../../lib/adapters/memory/objectStore.ts';
import { officialCalendar } from '../../../lib/calendar/calendar.ts';
import { describeYear } from '../../../lib/calendar/calendarYear.ts';
import { parseOverrides } from '../../../lib/calendar/parseOverrides.ts';
import { windowAt, withOverrides } from '../../../lib/calendar/withOverrides.ts';
import { formatDay, parseDay } from '../../../lib/film/day.ts';
import { OVERRIDES_KEY, readCalendarOverrides } from '../../../lib/stores/calendarOverrides.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const SOURCE = '国办发明电〔2026〕1号';
const CSV = `market,date,kind,until,id,en,zh,source
CN,2027-02-09,off,,,Spring Festival,春节,${SOURCE}
CN,2027-02-20,worked,,,Worked for Spring Festival,春节调休,${SOURCE}
CN,2027-05-03,off,,,Labour Day,劳动节,${SOURCE}
CN,2027-10-01,window,2027-10-08,national,National Day,国庆档,distributors
KR,2027-02-10,off,,,Temporary holiday,临时公休日,cabinet
`;
const JSON_TEXT = JSON.stringify({
  overrides: CSV.trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [market, date, kind, until, id, en, zh, source] = line.split(',');
      return { market, date, kind, ...(until && { until }), ...(id && { id }), en, zh, source };
    }),
});
const overrides = parseOverrides(bytes(CSV));
const china = withOverrides(officialCalendar('CN'), overrides);
const refusal = (text: string) => {
  try {
    parseOverrides(bytes(text));
  } catch (error) {
    return (error as { params: { reasons: string } }).params.reasons;
  }
  return 'accepted';
};
const entry = (more: object) =>
  JSON.stringify([{ market: 'CN', date: '2027-02-09', kind: 'off', en: 'a', zh: '一', source: 's', ...more }]);

describe('calendar overrides', () => {
  it('R18: say which days are off and worked, and windows follow the days off', () => {
    expect(['2027-02-09', '2027-02-20', '2027-05-03'].map((date) => china.isDayOff(parseDay(date)))).toEqual([
      ...[true, false, true],
    ]);
    expect(china.isMakeUpDay(parseDay('2027-02-20'))).toBe(true);
    const span = (id: string) => china.windows(2027).find((window) => window.id === id);
    expect(formatDay(span('labour')?.to ?? 0)).toBe('2027-05-03');
    expect(windowAt(china, parseDay('2027-10-08'))?.id).toBe('national');
    expect(china.windows(2027).filter(({ id }) => id === 'national')).toHaveLength(1);
    const year = describeYear(china, 2027);
    expect(year.publicHolidays.map(({ day }) => formatDay(day))).toContain('2027-02-09');
    expect(year.makeUpDays.map(formatDay)).toEqual(['2027-02-20']);
    expect([year.overrides, year.provisional]).toEqual([overrides.hash, true]);
  });

  it('change nothing of another market, nor of another day', () => {
    const [states, korea] = [officialCalendar('US'), withOverrides(officialCalendar('KR'), overrides)];
    expect(withOverrides(states, overrides)).toBe(states);
    expect(korea.isDayOff(parseDay('2027-02-10'))).toBe(true);
    const official = officialCalendar('CN');
    const changed = [];
    for (let day = parseDay('2026-01-01'); day < parseDay('2029-01-01'); day++) {
      if (china.isDayOff(day) !== official.isDayOff(day)) changed.push(formatDay(day));
    }
    expect(changed).toEqual(['2027-02-09', '2027-02-20', '2027-05-03']);
  });

  it('have one hash, whatever their form and order, and another when one day differs', () => {
    expect(parseOverrides(bytes(JSON_TEXT))).toEqual(overrides);
    const lines = CSV.trim().split('\n');
    const turned = [lines[0], ...lines.slice(1).toReversed()].join('\r\n');
    expect(parseOverrides(bytes(`\uFEFF${turned}`)).hash).toBe(overrides.hash);
    expect(parseOverrides(bytes(CSV.replace('2027-05-03', '2027-05-04'))).hash).not.toBe(overrides.hash);
  });

  it.each([
    [entry({ date: '2027-02-30' }), 'entry 1, date'],
    [entry({ market: 'XX' }), 'entry 1, market'],
    [entry({ kind: 'holiday' }), 'entry 1, kind'],
    [entry({ source: '' }), 'entry 1, source'],
    [entry({ zh: undefined }), 'entry 1, zh'],
    [entry({ until: '2027-02-10' }), 'only a window lasts longer than a day'],
    [entry({ kind: 'window', until: '2027-02-08' }), '0 to 120 days after date'],
    [entry({ surprise: 1 }), 'surprise'],
    [`[${entry({}).slice(1, -1)},${entry({ kind: 'worked' }).slice(1, -1)}]`, 'CN 2027-02-09 is named twice'],
    ['{"a": 1}', 'neither a list of entries'],
    ['[1', 'JSON'],
    ['market,date\nCN', 'Record Length'],
    [' '.repeat(2 ** 20 + 1), 'larger than'],
  ])('are refused whole with the reason: %.60s', (text, reason) => {
    expect(refusal(text)).toContain(reason);
  });

  it('are refused or taken, never anything else, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => CSV + text),
        ),
        (text) => {
          try {
            expect(parseOverrides(bytes(text)).hash).toMatch(/^[0-9a-f]{64}$/);
          } catch (error) {
            expect(error).toMatchObject({ code: 'calendar.overrides-refused' });
          }
        },
      ),
      { seed: 18, numRuns: 300 },
    );
  });

  it('are read from the history bucket, where there are any', async () => {
    const history = createMemoryObjectStore();
    expect(await readCalendarOverrides(history)).toBeUndefined();
    await history.put(OVERRIDES_KEY, bytes(JSON_TEXT));
    expect(await readCalendarOverrides(history)).toEqual(overrides);
    await history.put(OVERRIDES_KEY, bytes('[1]'));
    await expect(readCalendarOverrides(history)).rejects.toMatchObject({ code: 'calendar.overrides-refused' });
  });
});
