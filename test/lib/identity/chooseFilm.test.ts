import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../lib/film/day.ts';
import { chooseFilm } from '../../../lib/identity/chooseFilm.ts';
import type { NamedFilm } from '../../../lib/identity/weighFilm.ts';
import type { FilmMention } from '../../../lib/ports/filmResolver.ts';

const film = (filmId: string, title: string, date: string, ...directors: string[]): NamedFilm => ({
  ...{ filmId, titles: [title], releaseDate: parseDay(date), directors },
});
const mention = (title: string, date?: string, more: Partial<FilmMention> = {}): FilmMention => ({
  ...{ namespace: 'maoyan', providerId: '1', market: 'CN', title },
  ...(date !== undefined && { releaseDate: parseDay(date) }),
  ...more,
});
const WOLF = film('wolf', '战狼', '2015-04-02', '吴京');
const WOLF_2 = film('wolf2', '战狼2', '2017-07-27', '吴京');
const HERO = film('hero', '英雄', '2002-12-20', '张艺谋');
const HERO_AGAIN = film('hero-again', '英雄', '2012-12-20', '张艺谋');

describe('the film that a mention means', () => {
  it('is clear by title and day, with a score and the reasons', () => {
    expect(chooseFilm(mention('战狼Ⅱ', '2017-07-28'), [WOLF, WOLF_2])).toEqual({
      kind: 'clear',
      match: {
        filmId: 'wolf2',
        score: 0.9961,
        evidence: [
          { reason: 'title.same', bits: 10 },
          { reason: 'date.within-3-days', bits: 6 },
        ],
      },
    });
  });

  it('is never a predecessor, even of the same director and with no date to tell', () => {
    expect(chooseFilm(mention('战狼2', undefined, { director: '吴京' }), [WOLF]).kind).toBe('none');
    expect(chooseFilm(mention('战狼2', '2015-04-02', { director: '吴京' }), [WOLF]).kind).not.toBe('clear');
    expect(chooseFilm(mention('战狼', '2017-07-27', { director: '吴京' }), [WOLF_2]).kind).not.toBe('clear');
  });

  it('is not guessed from a title alone, nor from day and director alone', () => {
    expect(chooseFilm(mention('战狼2'), [WOLF, WOLF_2]).kind).toBe('unclear');
    expect(chooseFilm(mention('特种部队', '2017-07-27', { director: '吴京' }), [WOLF, WOLF_2]).kind).toBe('unclear');
    const translated = chooseFilm(mention('Wolf Warrior', '2017-07-27', { director: '吴京' }), [WOLF, WOLF_2]);
    expect(translated).toMatchObject({ kind: 'unclear', matches: [{ filmId: 'wolf2' }] });
  });

  it('is not guessed between two of the same title, and the date decides where there is one', () => {
    const undated = mention('英雄', undefined, { director: '张艺谋' });
    expect(chooseFilm(undated, [HERO, HERO_AGAIN])).toMatchObject({ kind: 'unclear', matches: [{}, {}] });
    expect(chooseFilm(mention('英雄', '2012-12-21'), [HERO, HERO_AGAIN])).toMatchObject({
      kind: 'clear',
      match: { filmId: 'hero-again' },
    });
  });

  it('is known by its original title, and by names that other providers use', () => {
    const coco: NamedFilm = { ...film('coco', '寻梦环游记', '2017-11-24'), titles: ['寻梦环游记', 'Coco'] };
    expect(chooseFilm(mention('Coco', '2017-11-24'), [coco]).kind).toBe('clear');
    const named = mention('Dia de muertos', '2017-11-24', { originalTitle: '寻梦环游记' });
    expect(chooseFilm(named, [coco]).kind).toBe('clear');
  });

  it('waits when the same title opens a year away: moved, or shown again', () => {
    expect(chooseFilm(mention('战狼2', '2018-07-27'), [WOLF_2]).kind).toBe('unclear');
  });
});
