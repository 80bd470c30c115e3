import { readFileSync } from 'node:fs';
import type { Film } from '../../../lib/film/film.ts';
import type { Market } from '../../../lib/film/market.ts';
import { parseDaily } from '../../../lib/history/parseDaily.ts';
import { parseFilms } from '../../../lib/history/parseFilms.ts';
import { sharedData } from '../../sharedData.ts';
import type { Invented } from './inventHistory.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');

/** The films and daily rows of a real market. @throws Error when a file is refused */
export async function readRealHistory(market: Market): Promise<Invented> {
  const folder = market.toLowerCase();
  const body = (name: string) => ({ name, body: readFileSync(sharedData(folder, name)) });
  const films = await parseFilms(body('films.csv'), { now: NOW });
  if (films.status === 'refused') throw new Error(`films.csv of ${market} is refused`);
  const byId = new Map(films.items.map((film): [string, Film] => [film.filmId, film]));
  const daily = await parseDaily(body('daily.csv.gz'), { now: NOW, filmOf: (id) => byId.get(id) });
  if (daily.status === 'refused') throw new Error(`daily.csv.gz of ${market} is refused`);
  return { films: films.items, rows: daily.items };
}
