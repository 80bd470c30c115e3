import { describe, expect, it } from 'vitest';
import { describeReason } from '../../../lib/api/describeReason.ts';

const AT = Date.parse('2026-02-17T06:15:00Z');
const window = { start: AT, end: AT + 3_600_000 };

describe('why a forecast was made afresh', () => {
  it('names the measure and the window in the time of the market', () => {
    expect(describeReason({ changed: ['presale_gross', 'social_heat'], window }, 'CN')).toEqual({
      en: 'presale, social heat window 14:15-15:15 changed',
      zh: '14:15-15:15 的预售额、社交热度窗口有变化',
    });
    expect(describeReason({ changed: ['gross'], window }, 'US').en).toBe('gross window 01:15-02:15 changed');
  });

  it('names what facts became, and no fact twice', () => {
    const facts = [
      { field: 'releaseDate', old: '2026-02-17', new: '2026-02-20' },
      { field: 'cast', old: null, new: ['甲', '乙'] },
    ];
    expect(describeReason({ changed: ['film.releaseDate', 'film.cast'], facts }, 'CN')).toEqual({
      en: 'release date moved from 2026-02-17 to 2026-02-20; cast changed from – to 甲, 乙',
      zh: '上映日期改档:由 2026-02-17 改为 2026-02-20;主演由 – 改为 甲, 乙',
    });
  });

  it('says when a film leaves the calendar and when it is back', () => {
    const withdrawal = (now: boolean) =>
      describeReason({ changed: ['film.withdrawn'], facts: [{ field: 'withdrawn', old: !now, new: now }] }, 'CN').en;
    expect([withdrawal(true), withdrawal(false)]).toEqual(['withdrawn', 'back on the calendar']);
  });

  it('stays short, and says something of everything', () => {
    const changed = ['gross', 'admissions', 'screenings', 'theaters', 'rating', 'sentiment'];
    expect(describeReason({ changed }, 'US').en).toBe('gross, admissions, shows, theatres and more changed');
    expect(describeReason({ changed: [], window }, 'CN').zh).toBe('14:15-15:15 的信号窗口有变化');
    expect(describeReason({ changed: [] }, 'CN').en).toBe('signals changed');
    expect(describeReason({ changed: ['new_thing'] }, 'CN').en).toBe('new_thing changed');
  });
});
