import * as z from 'zod';
import { cursor, filmId, market, pageLimit } from './common.ts';

const page = {
  limit: pageLimit.optional().describe('At most this many, 1 to 200; default 50'),
  cursor: cursor.optional(),
};
const ofMarket = { market: market.optional() };

export const noParameters = z.strictObject({});
export const filmsParameters = z.strictObject({ ...ofMarket, ...page });
export const filmParameters = z.strictObject({ id: filmId, ...ofMarket });
export const revisionsParameters = z.strictObject({ id: filmId, ...ofMarket, ...page });
export const artifactsParameters = z.strictObject({ ...ofMarket, ...page });

export type FilmsParameters = z.infer<typeof filmsParameters>;
export type FilmParameters = z.infer<typeof filmParameters>;
export type RevisionsParameters = z.infer<typeof revisionsParameters>;
export type ArtifactsParameters = z.infer<typeof artifactsParameters>;
