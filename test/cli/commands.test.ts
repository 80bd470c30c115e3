import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../lib/film/day.ts';
import { writeDailyCsv } from '../../lib/history/writeDailyCsv.ts';
import { writeFilmsCsv } from '../../lib/history/writeFilmsCsv.ts';
import { generateSampleHistory } from '../../lib/simulation/generateSampleHistory.ts';
import { inTemporaryFolder, marquee } from '../e2e/marquee.ts';

const COMMANDS = [
  ...['start', 'import', 'train', 'forecast', 'backtest', 'simulate', 'export', 'verify'],
  ...['artifacts list', 'artifacts build'],
];

describe('the command line', () => {
  it.each(COMMANDS)('%s explains itself with an example (U11)', async (command) => {
    const { code, stdout } = await marquee(...command.split(' '), '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(`marquee ${command.split(' ')[0]}`);
    expect(stdout).toContain('Example:');
    expect(stdout).toContain('--json');
  });

  it('answers wrong use with exit code 2, a suggestion, and no stack trace', async () => {
    const unknown = await marquee('forcast');
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.stderr).toContain('Did you mean forecast?');
    const flag = await marquee('backtest', '--films', 'f', '--daily', 'd', '--test-from', '2016-13-01');
    expect(flag).toMatchObject({ code: 2 });
    const origin = await marquee('forecast', 'x', '--films', 'nowhere.csv');
    expect(origin).toMatchObject({ code: 1 });
    for (const { stderr } of [unknown, flag, origin]) expect(stderr).not.toMatch(/^\s+at /m);
    expect(origin.stderr).toContain('cli.file-unreadable');
    expect(origin.stderr).toMatch(/[\u4e00-\u9fff]/);
    expect((await marquee('forecast', 'x', '--films', 'nowhere.csv', '--debug')).stderr).toMatch(/^\s+at /m);
  });

  it('works on files alone: checks, forecasts and a backtest in the promised form', async () => {
    await inTemporaryFolder(async (folder) => {
      const made = generateSampleHistory({
        ...{ seed: 7, filmsPerMarket: 420 },
        ...{ from: parseDay('2019-01-01'), until: parseDay('2024-01-01') },
      });
      const [films, daily] = [path.join(folder, 'films.csv'), path.join(folder, 'daily.csv')];
      writeFileSync(films, writeFilmsCsv(made.films));
      writeFileSync(daily, writeDailyCsv(made.rows, made.films));
      const files = ['--films', films, '--daily', daily];

      const check = await marquee('import', '--check', films, daily, '--json');
      expect(check.code).toBe(0);
      expect(JSON.parse(check.stdout)).toEqual({ films: 840, rows: made.rows.length, quarantined: 0 });

      const forecast = await marquee('forecast', 'sim-us-100', '--origin', 'T+1', ...files, '--json');
      expect(forecast.code).toBe(0);
      expect(JSON.parse(forecast.stdout)).toMatchObject({ filmId: 'sim-us-100', origin: 'T+1', cache: 'miss' });
      expect((await marquee('forecast', 'nobody', ...files)).stderr).toContain('cli.film-unknown');

      const [csv, json] = [path.join(folder, 'out.csv'), path.join(folder, 'out.json')];
      const range = [
        '--test-from',
        '2023-01-01',
        '--test-until',
        '2023-07-01',
        '--origins',
        'T+0,T+3',
        '--market',
        'US',
      ];
      const backtest = await marquee('backtest', ...files, ...range, '--predictions', csv, '--report', json);
      expect(backtest.code).toBe(0);
      const [header, first] = readFileSync(csv, 'utf8').split('\n');
      expect(header).toBe('film_id,market,release_date,origin,as_of,p05,p10,p25,p50,p75,p90,p95,actual,artifact');
      expect(first?.split(',')).toHaveLength(14);
      const { markets } = JSON.parse(readFileSync(json, 'utf8'));
      expect(Object.keys(markets)).toEqual(['US']);
      expect(Object.keys(markets.US.standard['T+3'])).toEqual(
        expect.arrayContaining(['n', 'stack', 'models', 'baselines']),
      );
      expect(markets.US.standard['T+0'].baselines.multiplier).toBeNull();
    });
  }, 180_000);

  it('says what is wrong with a file that is neither kind, and refuses a broken one', async () => {
    await inTemporaryFolder(async (folder) => {
      mkdirSync(folder, { recursive: true });
      const strange = path.join(folder, 'x.csv');
      writeFileSync(strange, 'a,b\n1,2\n');
      const unknown = await marquee('import', '--check', strange);
      expect(unknown).toMatchObject({ code: 1 });
      expect(unknown.stderr).toContain('cli.file-kind-unknown');
      const broken = path.join(folder, 'films.csv');
      writeFileSync(
        broken,
        Buffer.from([
          0x66, 0x69, 0x6c, 0x6d, 0x5f, 0x69, 0x64, 0x2c, 0x72, 0x65, 0x6c, 0x65, 0x61, 0x73, 0x65, 0x5f, 0x64, 0x61,
          0x74, 0x65, 0x0a, 0xff, 0xfe, 0xfd,
        ]),
      );
      const refused = await marquee('import', '--check', broken);
      expect(refused).toMatchObject({ code: 1 });
      expect(refused.stderr).toMatch(/\(history\./);
    });
  });
});
