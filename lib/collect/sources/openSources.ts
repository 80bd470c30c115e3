import { declareSource } from './declareSource.ts';

/** Views of a film's article, day by day. */
export const wikimediaPageviews = declareSource({
  name: 'wikimedia-pageviews',
  title: { en: 'Wikimedia: page views', zh: '维基媒体:页面浏览量' },
  market: 'US',
  metrics: ['social_heat'],
  request: {
    url: 'https://wikimedia.org/api/rest_v1/metrics/pageviews/per-article/en.wikipedia/all-access/user/{providerId}/daily/{date-3|compact}/{date-1|compact}',
    headers: { 'User-Agent': 'Marquee film forecasts (put your contact here)' },
    per: 'film',
  },
  rate: { perSecond: 5, concurrency: 2 },
  format: { type: 'json' },
  rows: 'items',
  film: { namespace: 'wikipedia-en', by: 'requested' },
  observed: { at: 'row', value: 'timestamp', as: 'utc-day-end' },
  readings: [{ metric: 'social_heat', kind: 'level', value: 'views', unit: 'index' }],
  freshness: { staleAfterMinutes: 4_320 },
  terms: {
    needs: 'nothing',
    demands: {
      en: 'No key; a User-Agent with a way to reach you; at most 200 requests a second; the figures are CC0.',
      zh: '无需密钥;User-Agent 须含联系方式;每秒最多 200 次请求;数据为 CC0。',
    },
  },
  trap: {
    en: 'Days are days of UTC. A 404 is "no figures for these days", not no views. The id is the title of the article, with underscores.',
    zh: '日期按 UTC 计。404 表示这些日期没有数据,而不是没有浏览。编号是条目标题,空格写作下划线。',
  },
  shape: 'documented',
});

/** Plays of a film's trailer so far. */
export const youtubeStatistics = declareSource({
  name: 'youtube-statistics',
  title: { en: 'YouTube: plays of a trailer', zh: 'YouTube:预告片播放量' },
  market: 'US',
  metrics: ['trailer_plays'],
  request: {
    url: 'https://www.googleapis.com/youtube/v3/videos?part=statistics&id={providerId}&key={secret:YOUTUBE_KEY}',
    per: 'film',
  },
  rate: { perSecond: 2, concurrency: 1 },
  format: { type: 'json' },
  rows: 'items',
  film: { namespace: 'youtube', by: 'requested' },
  observed: { at: 'slot' },
  readings: [{ metric: 'trailer_plays', kind: 'cumulative', value: 'statistics.viewCount', unit: 'index' }],
  freshness: { staleAfterMinutes: 1_440 },
  terms: {
    needs: 'key',
    demands: {
      en: 'A key with a daily quota; statistics may not be stored for more than 30 days without being refreshed; YouTube must be named.',
      zh: '需密钥,有每日配额;统计数据未经刷新不得存储超过 30 天;须注明来自 YouTube。',
    },
  },
  trap: {
    en: 'Counts are texts, and fall when YouTube removes false plays.',
    zh: '计数以文本书写;YouTube 清除虚假播放时会下降。',
  },
  shape: 'trimmed',
});

/** Popularity and rating of one film. */
export const tmdbFilm = declareSource({
  name: 'tmdb-film',
  title: { en: 'TMDB: one film', zh: 'TMDB:影片' },
  market: 'US',
  metrics: ['social_heat', 'rating'],
  request: {
    url: 'https://api.themoviedb.org/3/movie/{providerId}',
    headers: { Authorization: 'Bearer secret:TMDB_TOKEN' },
    per: 'film',
  },
  rate: { perSecond: 5, concurrency: 2 },
  format: { type: 'json' },
  rows: '[@]',
  film: {
    namespace: 'tmdb',
    id: 'id',
    title: 'title',
    originalTitle: 'original_title',
    releaseDate: 'release_date',
  },
  observed: { at: 'slot' },
  readings: [
    { metric: 'social_heat', kind: 'level', value: 'popularity', unit: 'index' },
    { metric: 'rating', kind: 'level', value: 'vote_average', unit: 'score10', zeroIsUnknown: true },
  ],
  freshness: { staleAfterMinutes: 2_880 },
  terms: {
    needs: 'key',
    demands: {
      en: 'A key; free for use that earns nothing, else by contract; TMDB and its mark must be shown.',
      zh: '需密钥;非商业使用免费,商业使用须签约;须展示 TMDB 名称与标识。',
    },
  },
  trap: {
    en: 'popularity is an index of TMDB’s own, whose formula changes: compare it with itself only.',
    zh: 'popularity 是 TMDB 自有指数,其算法会变化:只宜与自身比较。',
  },
  shape: 'documented',
});

/** Rating and gross of one film. */
export const omdbFilm = declareSource({
  name: 'omdb-film',
  title: { en: 'OMDb: one film', zh: 'OMDb:影片' },
  market: 'US',
  metrics: ['rating', 'gross'],
  request: { url: 'https://www.omdbapi.com/?i={providerId}&apikey={secret:OMDB_KEY}', per: 'film' },
  rate: { perSecond: 1, concurrency: 1 },
  format: { type: 'json' },
  noData: "Error == 'Movie not found!'",
  expect: [{ value: 'Response', equals: 'True' }],
  rows: '[@]',
  film: { namespace: 'imdb', id: 'imdbID', title: 'Title', director: 'Director' },
  observed: { at: 'slot' },
  readings: [
    { metric: 'rating', kind: 'level', value: 'imdbRating', unit: 'score10' },
    { metric: 'gross', kind: 'cumulative', value: 'BoxOffice', unit: 'currency' },
  ],
  freshness: { staleAfterMinutes: 10_080 },
  terms: {
    needs: 'key',
    demands: {
      en: 'A free key, 1,000 requests a day; contents under CC BY-NC 4.0: not for commercial use.',
      zh: '免费密钥,每日 1,000 次请求;内容采用 CC BY-NC 4.0,不得用于商业目的。',
    },
  },
  trap: {
    en: 'A refusal is answered with Response "False". BoxOffice is brought up to date seldom.',
    zh: '拒绝时返回 Response 为 "False"。BoxOffice 很少更新。',
  },
  shape: 'recorded',
});
