import type { Draw } from './draw.ts';
import type { AppealProfile } from './marketProfile.ts';
import { companyName, DISTRIBUTORS, personName } from './names.ts';
import type { SimulatedMarket } from './simulatedMarket.ts';

/** Someone whose name on a poster moves people, always alike. */
export interface Person {
  readonly name: string;
  /** Lasting effect on the log of the first day. */
  readonly pull: number;
}

/** A title that can be gone on with. */
interface Series {
  readonly title: string;
  readonly pull: number;
  parts: number;
}

/** Everyone who makes and brings out films in a market. */
export interface Trade {
  readonly directors: readonly Person[];
  readonly actors: readonly Person[];
  readonly distributors: readonly Person[];
  readonly producers: readonly Person[];
  readonly titles: Set<string>;
  readonly series: Series[];
}

/** Films per director and per role, about what ten years of a market show. */
const FILMS_PER_DIRECTOR = 2.5;
const ACTORS_PER_FILM = 1.2;
const FILMS_PER_PRODUCER = 12;

export function foundTrade(draw: Draw, market: SimulatedMarket, films: number, profile: AppealProfile): Trade {
  const named = (name: () => string, count: number, spread: number): readonly Person[] => {
    const names = new Set<string>();
    for (let tries = 0; names.size < count && tries < 40 * count; tries++) names.add(name());
    return Array.from(names, (one) => ({ name: one, pull: draw.normal(0, spread) }));
  };
  const people = (count: number, spread: number) => named(() => personName(draw, market), count, spread);
  const companies = (count: number, spread: number) => named(() => companyName(draw, market), count, spread);
  return {
    directors: people(Math.ceil(films / FILMS_PER_DIRECTOR) + 3, profile.director),
    actors: people(Math.ceil(films * ACTORS_PER_FILM) + 8, profile.cast),
    distributors: DISTRIBUTORS[market].map((name) => ({ name, pull: draw.normal(0, profile.distributor) })),
    producers: companies(Math.ceil(films / FILMS_PER_PRODUCER) + 6, profile.producer),
    titles: new Set(),
    series: [],
  };
}

/** Someone of a list of which the first are busier than the last. */
export function busier<T>(draw: Draw, people: readonly T[]): T {
  const at = Math.min(people.length - 1, Math.floor(draw.uniform() ** 1.6 * people.length));
  const person = people[at];
  if (person === undefined) throw new RangeError('there is nobody to pick');
  return person;
}
