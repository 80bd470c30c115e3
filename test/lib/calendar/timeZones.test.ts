import { afterEach, expect, it, vi } from 'vitest';

const OWN = process.env['TZ'];
afterEach(() => {
  process.env['TZ'] = OWN;
});

it('defect 57: days and moments are those of the market, whatever zone the machine stands in', async () => {
  const answers = [];
  for (const zone of ['UTC', 'Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
    process.env['TZ'] = zone;
    vi.resetModules(); // midnights are remembered by the module
    const { dayOf, startOfDay } = await import('../../../lib/calendar/zone.ts');
    const { describedFilm } = await import('../../../lib/api/describedFilm.ts');
    const { parseForecastRequest } = await import('../../../lib/api/parseRequest.ts');
    const { parseDay, formatDay } = await import('../../../lib/film/day.ts');
    expect(new Date(2024, 1, 3).getTimezoneOffset()).toBe(
      { UTC: 0, 'Asia/Shanghai': -480, 'America/Los_Angeles': 480, 'Pacific/Kiritimati': -840 }[zone],
    );
    const request = parseForecastRequest({ release_date: '2024-02-10', date: '2024-02-03', presale_amount: 85_000 });
    if (request.kind !== 'film-inputs') throw new TypeError('a known film');
    const { asOf } = describedFilm(request.inputs, Date.parse('2026-01-01T00:00:00Z'));
    const midnights = (['CN', 'US', 'KR'] as const).map((market) => startOfDay(parseDay('2024-02-03'), market));
    answers.push({ asOf, midnights, day: formatDay(dayOf(Date.parse('2024-02-03T16:30:00Z'), 'CN')) });
  }
  expect(answers[0]).toMatchObject({ asOf: Date.parse('2024-02-03T16:00:00Z'), day: '2024-02-04' });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});
