import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseDay } from '../../../lib/film/day.ts';
import { chooseFilm } from '../../../lib/identity/chooseFilm.ts';
import { createFilmIndex } from '../../../lib/identity/filmIndex.ts';
import type { FilmMention } from '../../../lib/ports/filmResolver.ts';
import { describeWithSharedData, sharedData } from '../../sharedData.ts';
import { measureLinking, readRealFilms } from './realTitles.ts';

const SEED = 20_261;
const payload = (name: string) => readFileSync(sharedData('payloads', name), 'utf8');

describeWithSharedData('links by title, date and director on real titles', () => {
  it.each([
    ['CN', 1_389, 0.8],
    ['US', 2_980, 0.75],
  ] as const)(
    'are right in at least 995 of 1,000 in %s, sequels and missing films included',
    async (market, count, recall) => {
      const films = await readRealFilms(market);
      expect(films).toHaveLength(count);
      const figures = measureLinking(films, 1, SEED);
      const text = `seed ${SEED}: ${JSON.stringify(figures)}`;
      expect(figures.precision, text).toBeGreaterThanOrEqual(0.995);
      expect(figures.right / figures.mentions, text).toBeGreaterThan(recall);
      expect(figures.datedRight / figures.dated, text).toBeGreaterThan(0.85);
    },
    180_000,
  );

  it('find the Korean films of a recorded answer by name and date, each under its own id', () => {
    const [, ...lines] = readFileSync(sharedData('kr-presale', 'films.csv'), 'utf8').trim().split('\n');
    const films = lines.map((line) => {
      const [filmId = '', title = '', , , date = ''] = cells(line);
      return { filmId, titles: [title], releaseDate: parseDay(date), directors: [] };
    });
    const index = createFilmIndex(films);
    const { movies } = JSON.parse(payload('kobis_enriched_daily_20260127.json')) as {
      movies: readonly { movieCd: string; movieNm: string; openDt: string }[];
    };
    const found = movies.map(({ movieCd, movieNm, openDt }) => {
      const mention: FilmMention = {
        ...{ namespace: 'kobis', providerId: movieCd, market: 'KR', title: movieNm, releaseDate: parseDay(openDt) },
      };
      const choice = chooseFilm(mention, index.candidates(mention));
      return choice.kind === 'clear' ? choice.match.filmId : choice.kind;
    });
    expect(found).toEqual(movies.map(({ movieCd }) => `kr${movieCd}`));
  });

  it('take no film of recorded Chinese answers of 2017 to 2019 for one that opened before', async () => {
    const films = await readRealFilms('CN');
    const index = createFilmIndex(films.map((film) => ({ ...film, titles: [film.title] })));
    const titles = [
      ...[...payload('maoyan_box_second_20171125.json').matchAll(/"movieName": "([^"]+)"/g)],
      ...[...payload('douban_rexxar_films_201809.js').matchAll(/^ {8}"title": "([^"]+)"/gm)],
      ...[...payload('douban_v2_coming_soon_2019.js').matchAll(/^ {6}"title": "([^"]+)"/gm)],
      ...[...payload('douban_v2_in_theaters_2019.js').matchAll(/^ {6}"title": "([^"]+)"/gm)],
    ].map(([, title = '']) => title);
    expect(titles.length).toBeGreaterThan(70);
    const linked = titles.flatMap((title) =>
      ['2017-11-24', '2018-08-31', '2019-09-30', undefined].flatMap((date) => {
        const mention: FilmMention = {
          ...{ namespace: 'any', providerId: title, market: 'CN', title },
          ...(date !== undefined && { releaseDate: parseDay(date) }),
        };
        const choice = chooseFilm(mention, index.candidates(mention));
        return choice.kind === 'clear' ? [`${title} -> ${choice.match.filmId}`] : [];
      }),
    );
    expect(linked).toEqual([]);
  });
});

/** Cells of a line with quotes around those that hold a comma. */
const cells = (line: string) =>
  [...line.matchAll(/("([^"]*)"|[^,]*)(?:,|$)/g)].map(([, plain = '', quoted]) => quoted ?? plain);
