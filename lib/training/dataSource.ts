import type { Film } from '../film/film.ts';
import { SIMULATED_ID } from '../simulation/simulatedId.ts';
import type { DataSource } from './artifact/modelCard.ts';

/** Whether a history is the generated sample, wholly: cards and reports must say so. */
export function dataSourceOf(films: readonly Pick<Film, 'filmId'>[]): DataSource {
  return films.every(({ filmId }) => filmId.startsWith(SIMULATED_ID)) ? 'simulated' : 'imported';
}
