import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { dayClasses } from '../../../lib/calendar/dayClass.ts';
import { isDayOff, isMakeUpDay, isPublicHoliday } from '../../../lib/calendar/dayOff.ts';
import { releaseWindowAt } from '../../../lib/calendar/releaseWindow.ts';
import { formatDay, parseDay } from '../../../lib/film/day.ts';

// Models are trained on what the calendar says of a day. Whoever changes a hash on purpose retrains the shipped ones.
it.each([
  ['US', '857af637729444bd97b3761bb77b74727b64738096c3b0c7a0038b1321313076'],
  ['CN', '11cfba4b1b49732d8a30ac1f737c577e276dacee46831ea3a789e8e029b195b4'],
] as const)('the days of %s from 1995 to 2035 are those that shipped models learnt from', (market, hash) => {
  const digest = createHash('sha256');
  for (let day = parseDay('1995-01-01'); day < parseDay('2036-01-01'); day++) {
    const window = releaseWindowAt(day, market);
    const off = [isDayOff(day, market), isPublicHoliday(day, market), isMakeUpDay(day, market)];
    const span = window ? [window.id, window.from, window.to] : null;
    digest.update(JSON.stringify([formatDay(day), ...off, dayClasses(day, market), span]));
  }
  expect(digest.digest('hex')).toBe(hash);
});
