import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inTemporaryFolder, marquee } from '../e2e/marquee.ts';

describe('marquee calendar', () => {
  it('lists the days and windows of a year, and warns where they are provisional', async () => {
    const { code, stdout, stderr } = await marquee('calendar', '2028', '--market', 'kr', '--json');
    expect(code).toBe(0);
    const year = JSON.parse(stdout);
    expect(year).toMatchObject({
      year: 2028,
      market: 'KR',
      provisional: true,
      warnings: [{ code: 'calendar.provisional' }],
    });
    expect(year.publicHolidays).toContainEqual({ date: '2028-01-27', id: 'seollal', en: 'Seollal', zh: '韩国春节' });
    expect(stderr).toContain('docs/calendar.md');
    const text = await marquee('calendar', '2016', '--market', 'CN');
    expect(text.stdout).toContain('2016-10-08  Sat 周六  worked 调休上班');
    expect(text.stdout).toContain('2016-02-08  2016-02-14  Spring Festival 春节档');
    expect(text.stderr).toBe('');
  });

  it('follows an override file, names its hash, and refuses a bad one with the reasons', async () => {
    await inTemporaryFolder(async (folder) => {
      const file = path.join(folder, 'notice.csv');
      const header = 'market,date,kind,until,id,en,zh,source\n';
      writeFileSync(file, `${header}CN,2027-10-04,off,,,National Day,国庆节,notice\n`);
      const given = await marquee('calendar', '2027', '--market', 'CN', '--calendar', file, '--json');
      expect(JSON.parse(given.stdout)).toMatchObject({ overrides: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(given.stdout).toContain('2027-10-04');
      writeFileSync(file, `${header}CN,2027-10-04,closed,,,National Day,国庆节,notice\n`);
      const refused = await marquee('calendar', '2027', '--market', 'CN', '--calendar', file);
      expect(refused).toMatchObject({ code: 1 });
      expect(refused.stderr).toContain('entry 1, kind');
    });
  });

  it('explains itself with an example (U11) and answers wrong use with exit code 2', async () => {
    const help = await marquee('calendar', '--help');
    expect(help.code).toBe(0);
    expect(help.stdout).toContain('Example:\n  marquee calendar 2027');
    expect(await marquee('calendar', '1900', '--market', 'CN')).toMatchObject({ code: 2 });
    expect(await marquee('calendar', '2020', '--market', 'XX')).toMatchObject({ code: 2 });
  });
});
