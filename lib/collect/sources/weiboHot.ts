import { declareSource } from './declareSource.ts';

/** Heat of the hot searches that name a film. */
export const weiboHot = declareSource({
  name: 'weibo-hot',
  title: { en: 'Weibo: hot searches', zh: '微博:热搜榜' },
  market: 'CN',
  metrics: ['social_heat'],
  request: {
    url: 'https://weibo.com/ajax/statuses/hot_band',
    headers: { Referer: 'https://weibo.com/newlogin?tabtype=search', Cookie: 'secret:WEIBO_COOKIE' },
  },
  rate: { perSecond: 0.1, concurrency: 1 },
  format: { type: 'json' },
  rows: 'data.band_list || data.realtime || @',
  film: { namespace: 'weibo', by: 'title-in-text', title: 'word || title' },
  observed: { at: 'slot' },
  readings: [
    { metric: 'social_heat', kind: 'level', value: 'raw_hot || num || hot', unit: 'index', zeroIsUnknown: true },
  ],
  freshness: { staleAfterMinutes: 60 },
  terms: {
    needs: 'contract',
    demands: {
      en: 'Weibo offers its data by agreement; reading its pages automatically breaks its terms. The address asks for a cookie of a visitor.',
      zh: '微博数据须按协议获取,自动抓取页面违反其条款;该地址需要访客 cookie。',
    },
  },
  trap: {
    en: 'Only the loudest fifty topics are listed: a film that is not among them is unknown, not silent. Places that are bought have no heat. Titles of three characters or fewer count only inside 《》, since many are everyday words.',
    zh: '榜单仅列最热的约五十个话题:未上榜是未知,而不是没有热度。广告位没有热度。三个字及以下的片名常为日常用语,只有写在《》中才计入。',
  },
  shape: 'recorded',
});
