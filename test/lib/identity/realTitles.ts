import { readFileSync } from 'node:fs';
import type { Film } from '../../../lib/film/film.ts';
import type { Market } from '../../../lib/film/market.ts';
import { parseFilms } from '../../../lib/history/parseFilms.ts';
import { type Choice, chooseFilm } from '../../../lib/identity/chooseFilm.ts';
import { createFilmIndex } from '../../../lib/identity/filmIndex.ts';
import { titleForm } from '../../../lib/identity/titleForm.ts';
import { type Random, seededRandom } from '../../../lib/stats/random.ts';
import { sharedData } from '../../sharedData.ts';
import { inventSequel, writeOtherwise } from './writeOtherwise.ts';

/** What came of mentions of real films, written otherwise. */
export interface LinkingFigures {
  /** Mentions of films that the catalogue has, and how they ended. */
  readonly mentions: number;
  readonly right: number;
  readonly waiting: number;
  /** Mentions with date and a title that can be compared. */
  readonly dated: number;
  readonly datedRight: number;
  /** Links to another film than the one meant: of a film that is there, that is missing, of an invented sequel. */
  readonly wrong: readonly string[];
  /** Right links among all links. */
  readonly precision: number;
}

/** The real films of a market. */
export async function readRealFilms(market: Market): Promise<readonly Film[]> {
  const body = readFileSync(sharedData(market.toLowerCase(), 'films.csv'));
  const parsed = await parseFilms({ name: 'films.csv', body }, { now: Date.parse('2026-01-01T00:00:00Z') });
  if (parsed.status === 'refused') throw new Error(`films.csv of ${market} is refused`);
  return parsed.items;
}

/**
 * Mentions every film `times` times, each in another hand: once with the film in the catalogue, once without it, and
 * once a sequel of it that no catalogue has.
 */
export function measureLinking(films: readonly Film[], times: number, seed: number): LinkingFigures {
  const index = createFilmIndex(films.map((film) => ({ ...film, titles: [film.title] })));
  const titleOf = new Map(films.map(({ filmId, title }) => [filmId, title]));
  const taken = new Set(films.map(({ title }) => titleForm(title).whole));
  const random: Random = seededRandom(seed);
  const wrong: string[] = [];
  const counts = { mentions: 0, right: 0, waiting: 0, dated: 0, datedRight: 0 };
  const note = (title: string, choice: Choice) => {
    if (choice.kind === 'clear') wrong.push(`${title} -> ${titleOf.get(choice.match.filmId)}`);
  };
  for (const film of films) {
    for (let time = 0; time < times; time++) {
      const mention = writeOtherwise(film, random);
      const candidates = index.candidates(mention);
      const choice = chooseFilm(mention, candidates);
      const right = choice.kind === 'clear' && choice.match.filmId === film.filmId;
      const dated = mention.releaseDate !== undefined && Math.abs(mention.releaseDate - film.releaseDate) <= 14;
      counts.mentions++;
      counts.right += Number(right);
      counts.waiting += Number(choice.kind === 'unclear');
      counts.dated += Number(dated);
      counts.datedRight += Number(dated && right);
      if (!right) note(mention.title, choice);
      note(
        `${mention.title} (missing)`,
        chooseFilm(
          mention,
          candidates.filter(({ filmId }) => filmId !== film.filmId),
        ),
      );
      const sequel = inventSequel(film, random);
      // A sequel that was really made is no invention.
      if (!taken.has(titleForm(sequel.title).whole)) note(sequel.title, chooseFilm(sequel, index.candidates(sequel)));
    }
  }
  return { ...counts, wrong, precision: counts.right / (counts.right + wrong.length) };
}
