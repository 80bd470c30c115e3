import { median } from '../../stats/median.ts';
import { type Column, defineGroup } from '../featureGroup.ts';
import { isWideOpening } from '../market/population.ts';
import type { Subject } from '../subject.ts';

interface Theatres {
  /** ln(1 + count); NaN while unknown. */
  readonly booked: number;
  readonly search: number;
  /** The same of wide films that opened within the year before. */
  readonly others: readonly number[];
  readonly otherSearches: readonly number[];
}

const YEAR = 365;

/** Fewer films of the past year than this give no rank. */
const FEWEST_FOR_RANK = 20;
const FEWEST_FOR_SEARCH_RANK = 15;

function prepare({ view, film, release }: Subject): Theatres {
  const others: number[] = [];
  const otherSearches: number[] = [];
  view.eachReleased(release - YEAR, release - 1, (other) => {
    const search = Math.log1p(view.searchIndex(other));
    if (!Number.isNaN(search)) otherSearches.push(search);
    const booked = Math.log1p(view.openingTheaters(other));
    if (!Number.isNaN(booked) && isWideOpening(view, other)) others.push(booked);
  });
  return {
    booked: Math.log1p(view.openingTheaters(film)),
    search: Math.log1p(view.searchIndex(film)),
    others,
    otherSearches,
  };
}

/** Share of the others that lie below a value; NaN when it is unknown or there are too few others. */
function rankAmong(value: number, others: readonly number[], fewest: number): number {
  if (Number.isNaN(value) || others.length < fewest) return Number.NaN;
  return others.filter((other) => other < value).length / others.length;
}

const booked = (unit: string, en: string, zh: string, value: (theatres: Theatres) => number): Column<Theatres> => ({
  unit,
  source: 'films.csv opening_theaters',
  knownFrom: -3,
  en,
  zh,
  value,
});

const search = (unit: string, en: string, zh: string, value: (theatres: Theatres) => number): Column<Theatres> => ({
  unit,
  source: 'films.csv search_index_30d',
  knownFrom: 0,
  en,
  zh,
  value,
});

/** How widely the film is booked and how much it is searched for, by itself and among the films of the past year. */
export const THEATRES = defineGroup<Theatres>('theatres', prepare, {
  theatres_booked: booked('ln(1 + count)', 'Booked theatres', '预订影院数', (t) => t.booked),
  theatres_rank: booked('share', 'Rank of booked theatres within the past year', '预订影院数在过去一年中的排位', (t) =>
    rankAmong(t.booked, t.others, FEWEST_FOR_RANK),
  ),
  theatres_relative: booked(
    'ln ratio',
    'Booked theatres against wide films of the past year',
    '预订影院数相对过去一年大片',
    (t) => (t.others.length < FEWEST_FOR_RANK ? Number.NaN : t.booked - median(t.others)),
  ),
  search_month: search(
    'ln(1 + index)',
    'Search index of the month before release',
    '上映前一月搜索指数',
    (t) => t.search,
  ),
  search_rank: search('share', 'Rank of the search index within the past year', '搜索指数在过去一年中的排位', (t) =>
    rankAmong(t.search, t.otherSearches, FEWEST_FOR_SEARCH_RANK),
  ),
});
