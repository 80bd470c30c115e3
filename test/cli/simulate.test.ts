import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SIMULATOR_HASH } from '../../lib/simulation/frozenHash.ts';
import { inTemporaryFolder, marquee } from '../e2e/marquee.ts';

describe('marquee simulate', () => {
  it('writes history files that its own import accepts whole, the same bytes for the same seed', async () => {
    await inTemporaryFolder(async (folder) => {
      const make = async (name: string, ...more: readonly string[]) => {
        const out = path.join(folder, name);
        const range = ['--from', '2024-01-01', '--until', '2025-01-01', '--films', '12'];
        const done = await marquee('simulate', ...range, ...more, '--out', out, '--json');
        expect(done.code).toBe(0);
        const [films, daily] = [path.join(out, 'films.csv'), path.join(out, 'daily.csv.gz')];
        const text = readFileSync(films, 'utf8') + gunzipSync(readFileSync(daily)).toString();
        return { said: JSON.parse(done.stdout), films, daily, text };
      };
      const both = await make('both', '--seed', '5');
      expect(both.said).toMatchObject({ films: 24, seed: 5, simulator: SIMULATOR_HASH });
      expect((await make('again', '--seed', '5')).text === both.text).toBe(true);
      const other = await make('other', '--seed', '6', '--market', 'cn');
      expect(other.said.films).toBe(12);
      expect(other.text).not.toContain('sim-us-');

      const check = await marquee('import', '--check', both.films, both.daily, '--json');
      expect(check.code).toBe(0);
      expect(JSON.parse(check.stdout)).toEqual({ films: 24, rows: both.said.rows, quarantined: 0 });
    });
  });

  it('answers impossible wishes with exit code 2', async () => {
    for (const wish of [
      ['--films', '0'],
      ['--films', '100000'],
      ['--market', 'KR'],
      ['--seed', 'x'],
      ['--from', '2024-02-30'],
      ['--from', '2025-01-01', '--until', '2024-01-01'],
    ]) {
      const { code, stderr } = await marquee('simulate', ...wish, '--out', '/nowhere');
      expect([wish, code]).toEqual([wish, 2]);
      expect(stderr).not.toMatch(/^\s+at /m);
    }
  });
});
