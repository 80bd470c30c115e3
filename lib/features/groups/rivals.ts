import { type Column, defineGroup } from '../featureGroup.ts';
import { genreIds, genreLikeness } from '../genres.ts';
import type { Subject } from '../subject.ts';

/** Films released in one stretch of days around the film's own release, the film itself left out. */
interface Rivals {
  readonly films: number;
  /** Thousands of booked theatres; only of those whose bookings are known. */
  readonly theaters: number;
  /** Films that share half of their genres with this one, weighted by how many they share. */
  readonly alike: number;
}

/**
 * Stretches of days from the release day on, both ends inclusive. Those that opened before are told by what they take;
 * columns for them, for the week after the next, and for budgets made forecasts of films of 2012-2015 no better.
 */
const STRETCHES = [
  { id: 'beside', from: 0, to: 3, en: 'on the same days', zh: '同档' },
  { id: 'next', from: 4, to: 10, en: 'a week later', zh: '一周后' },
] as const;

function rivalsOf({ view, film, release, facts }: Subject, from: number, to: number): Rivals {
  const own = genreIds(facts.genres);
  let films = 0;
  let theaters = 0;
  let alike = 0;
  view.eachReleased(release + from, release + to, (other) => {
    if (other === film) return;
    const rival = view.film(other);
    const booked = view.openingTheaters(other);
    films++;
    if (!Number.isNaN(booked)) theaters += booked / 1000;
    alike += genreLikeness(own, genreIds(rival.genres));
  });
  return { films, theaters, alike };
}

type RivalsByStretch = Readonly<Record<string, Rivals>>;

const columnsOf = ({ id, en, zh }: (typeof STRETCHES)[number]): Record<string, Column<RivalsByStretch>> => {
  const column = (
    unit: string,
    source: string,
    meaning: string,
    meaningZh: string,
    value: (rivals: Rivals) => number,
  ): Column<RivalsByStretch> => ({
    unit,
    source: `films.csv release_date, ${source}`,
    knownFrom: -7,
    en: `${meaning} ${en}`,
    zh: `${zh}${meaningZh}`,
    value: (rivals) => {
      const stretch = rivals[id];
      return stretch === undefined ? Number.NaN : value(stretch);
    },
  });
  return {
    [`rivals_${id}`]: column('count', 'title', 'Films opening', '上映影片数', (r) => r.films),
    [`rivals_${id}_theatres`]: column(
      'thousands',
      'opening_theaters',
      'Theatres booked by films opening',
      '竞品预订影院数',
      (r) => r.theaters,
    ),
    [`rivals_${id}_alike`]: column('films', 'genres', 'Films of like genres opening', '同类型竞品', (r) => r.alike),
  };
};

/** Who opens around the film, as far as announced. */
export const RIVALS = defineGroup<RivalsByStretch>(
  'rivals',
  (subject) => Object.fromEntries(STRETCHES.map(({ id, from, to }) => [id, rivalsOf(subject, from, to)])),
  Object.assign({}, ...STRETCHES.map(columnsOf)),
);
