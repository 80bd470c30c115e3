import { declareSource } from './declareSource.ts';

const TERMS = {
  needs: 'contract',
  demands: {
    en: 'Maoyan forbids automated reading without an agreement; ask for one before this source is switched on.',
    zh: '猫眼禁止未经同意的自动抓取;启用本数据源前请先取得授权。',
  },
} as const;

/** People who want to see coming films, asked for film by film. */
export const maoyanComing = declareSource({
  name: 'maoyan-coming',
  title: { en: 'Maoyan: coming films', zh: '猫眼:即将上映' },
  market: 'CN',
  metrics: ['want_to_see', 'rating'],
  request: {
    url: 'https://m.maoyan.com/ajax/moreComingList?ci=1&limit=10&movieIds={providerId}',
    per: 'film',
  },
  rate: { perSecond: 0.5, concurrency: 1 },
  format: { type: 'json' },
  rows: 'coming',
  film: { namespace: 'maoyan', id: 'id', title: 'nm', releaseDate: 'rt' },
  observed: { at: 'slot' },
  readings: [
    { metric: 'want_to_see', kind: 'level', value: 'wish', unit: 'count' },
    { metric: 'rating', kind: 'level', value: 'sc', unit: 'score10', zeroIsUnknown: true },
  ],
  freshness: { staleAfterMinutes: 1_440 },
  terms: TERMS,
  trap: {
    en: 'sc is 0 before anyone has voted: no rating, not the worst. showInfo is of one city on one day.',
    zh: '无人评分时 sc 为 0,表示没有评分,而不是最低分。showInfo 只是某一城市某一天的情况。',
  },
  shape: 'trimmed',
});

/** The films that most people want to see. */
export const maoyanMostExpected = declareSource({
  name: 'maoyan-most-expected',
  title: { en: 'Maoyan: most expected films', zh: '猫眼:最受期待' },
  market: 'CN',
  metrics: ['want_to_see'],
  request: { url: 'https://m.maoyan.com/ajax/mostExpected?ci=1&limit=10&offset={page}' },
  paging: { first: 0, step: 10, most: 5 },
  rate: { perSecond: 0.5, concurrency: 1 },
  format: { type: 'json' },
  rows: 'coming',
  film: { namespace: 'maoyan', id: 'id', title: 'nm' },
  observed: { at: 'slot' },
  readings: [{ metric: 'want_to_see', kind: 'level', value: 'wish', unit: 'count' }],
  freshness: { staleAfterMinutes: 1_440 },
  terms: TERMS,
  trap: {
    en: 'comingTitle has a day and no year, so it is not taken for a release date. A film below the end of the list is unknown, not unwanted.',
    zh: 'comingTitle 只有月日没有年份,因此不作为上映日期。榜单之外的影片是未知,而不是无人想看。',
  },
  shape: 'trimmed',
});
