import type { SourceDeclarationInput } from '../sourceDeclaration.ts';
import { declareSource } from './declareSource.ts';

const COMMON = {
  market: 'CN',
  rate: { perSecond: 0.2, concurrency: 1 },
  format: { type: 'javascript' },
  observed: { at: 'slot' },
  freshness: { staleAfterMinutes: 2_880 },
  terms: {
    needs: 'key',
    demands: {
      en: 'Douban closed its public interface in 2019: keys are given to partners alone, results may not be stored against its terms, and the source must be named.',
      zh: '豆瓣开放接口已于 2019 年关闭,仅向合作方发放密钥;不得违反条款存储结果,且须注明来源。',
    },
  },
} as const satisfies Partial<SourceDeclarationInput>;

const LIST = {
  ...COMMON,
  metrics: ['rating'],
  paging: { first: 0, step: 20, most: 5 },
  rows: 'subjects',
  film: {
    namespace: 'douban',
    id: 'id',
    title: 'title',
    originalTitle: 'original_title',
    releaseDate: 'mainland_pubdate',
    director: 'directors[0].name',
  },
  readings: [rating('rating.average')],
  trap: {
    en: 'An average of 0 with stars "00" means no rating yet. collect_count counts who has seen or marked the film and is not want-to-see. mainland_pubdate of a re-release is that of its first release.',
    zh: 'average 为 0 且 stars 为“00”表示尚无评分。collect_count 是“看过”等标记数,不是想看人数。重映影片的 mainland_pubdate 是首映日期。',
  },
  shape: 'recorded',
} as const satisfies Partial<SourceDeclarationInput>;

/** Films in cinemas, with their ratings. */
export const doubanInTheaters = declareSource({
  ...LIST,
  name: 'douban-in-theaters',
  title: { en: 'Douban: in cinemas', zh: '豆瓣:正在上映' },
  request: list('in_theaters'),
});

/** Films to come: the slate of rivals. */
export const doubanComingSoon = declareSource({
  ...LIST,
  name: 'douban-coming-soon',
  title: { en: 'Douban: coming soon', zh: '豆瓣:即将上映' },
  request: list('coming_soon'),
});

/** One film: who wants to see it, and its rating. */
export const doubanFilm = declareSource({
  ...COMMON,
  name: 'douban-film',
  title: { en: 'Douban: one film', zh: '豆瓣:影片详情' },
  metrics: ['want_to_see', 'rating'],
  request: {
    url: 'https://api.douban.com/v2/movie/subject/{providerId}?apikey={secret:DOUBAN_API_KEY}',
    per: 'film',
  },
  rows: '[@]',
  film: {
    namespace: 'douban',
    id: 'id',
    title: 'title',
    originalTitle: 'original_title',
    director: 'directors[0].name',
  },
  readings: [{ metric: 'want_to_see', kind: 'level', value: 'wish_count', unit: 'count' }, rating('rating.average')],
  trap: {
    en: 'wish_count falls when people who have seen the film move their mark: a falling level is not lost demand.',
    zh: '用户看完影片会把“想看”改为“看过”,wish_count 因而下降:下降并不等于需求流失。',
  },
  shape: 'recorded',
});

/** Films of a list of the mobile site, with their ratings. */
export const doubanShowing = declareSource({
  ...COMMON,
  name: 'douban-showing',
  title: { en: 'Douban mobile: now showing', zh: '豆瓣移动版:影院热映' },
  metrics: ['rating'],
  request: {
    url: 'https://m.douban.com/rexxar/api/v2/subject_collection/movie_showing/items?start={page}&count=20',
    headers: { Referer: 'https://m.douban.com/movie/nowintheater' },
  },
  paging: { first: 0, step: 20, most: 5 },
  rows: 'subject_collection_items || @',
  film: { namespace: 'douban', id: 'id', title: 'title', director: 'directors[0]' },
  readings: [rating('rating.value')],
  terms: { ...COMMON.terms, needs: 'contract' },
  trap: {
    en: 'release_date is a day without a year and is not read.',
    zh: 'release_date 只有月日没有年份,因此不读取。',
  },
  shape: 'recorded',
});

function list(name: string) {
  return { url: `https://api.douban.com/v2/movie/${name}?start={page}&count=20&apikey={secret:DOUBAN_API_KEY}` };
}

function rating(value: string) {
  return { metric: 'rating', kind: 'level', value, unit: 'score10', zeroIsUnknown: true } as const;
}
