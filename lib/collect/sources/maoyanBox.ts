import { declareSource } from './declareSource.ts';

const TERMS = {
  needs: 'contract',
  demands: {
    en: 'Maoyan licenses its data (Maoyan Professional). Its terms forbid automated reading without an agreement; ask for one before this source is switched on.',
    zh: '猫眼专业版数据须经授权。其服务条款禁止未经同意的自动抓取;启用本数据源前请先取得授权。',
  },
} as const;

/** Gross, admissions and shows of the running day, of all films. */
export const maoyanBox = declareSource({
  name: 'maoyan-box',
  title: { en: 'Maoyan: box office of the day', zh: '猫眼:当日票房' },
  market: 'CN',
  metrics: ['gross', 'admissions', 'screenings', 'screening_share'],
  request: { url: 'https://box.maoyan.com/promovie/api/box/second.json?beginDate={date|compact}' },
  rate: { perSecond: 0.2, concurrency: 1 },
  format: { type: 'json' },
  expect: [
    { value: 'success', equals: true },
    { value: 'data.totalBoxUnit', equals: '万' },
  ],
  rows: 'data.list',
  film: { namespace: 'maoyan', id: 'movieId', title: 'movieName' },
  observed: { at: 'answer', value: 'data.serverTimestamp', as: 'epoch-ms' },
  readings: [
    { metric: 'gross', kind: 'cumulative', value: 'boxInfo', unit: 'currency', zeros: 4, showDate: day() },
    {
      metric: 'admissions',
      kind: 'cumulative',
      value: 'viewInfo',
      unit: 'count',
      zeros: 4,
      zeroIsUnknown: true, // in 万 with one decimal: "0.0" is fewer than 500 people
      showDate: day(),
    },
    { metric: 'screenings', kind: 'level', value: 'showInfo', unit: 'count', showDate: day() },
    { metric: 'screening_share', kind: 'level', value: 'showRate', unit: 'percent', showDate: day() },
  ],
  freshness: { staleAfterMinutes: 60 },
  terms: TERMS,
  trap: {
    en: 'boxInfo includes the service fee, splitBoxInfo does not. boxInfo is in 万 without saying so, sumBoxInfo says its own unit. avgViewBox is money per ticket; gross divided by shows is not a price. "<0.1%" is a bound, not a value.',
    zh: 'boxInfo 为综合票房(含服务费),splitBoxInfo 为分账票房。boxInfo 以万为单位但并不写出,sumBoxInfo 自带单位。avgViewBox 是平均票价;票房除以场次不是票价。“<0.1%”只是上界,并非数值。',
  },
  shape: 'recorded',
});

function day() {
  return { from: 'answer', value: 'data.queryDate' } as const;
}

/** The dashboard of the professional site, whose main figures are drawn in a font that changes with every answer. */
export const maoyanDashboard = declareSource({
  name: 'maoyan-dashboard',
  title: { en: 'Maoyan: dashboard', zh: '猫眼专业版:大盘' },
  market: 'CN',
  metrics: ['gross', 'screenings', 'screening_share'],
  request: {
    url: 'https://piaofang.maoyan.com/dashboard-ajax?orderType=0',
    headers: { Referer: 'https://piaofang.maoyan.com/dashboard' },
  },
  rate: { perSecond: 0.2, concurrency: 1 },
  format: { type: 'json' },
  rows: 'movieList.list',
  film: { namespace: 'maoyan', id: 'movieInfo.movieId', title: 'movieInfo.movieName' },
  observed: { at: 'slot' },
  readings: [
    { metric: 'gross', kind: 'cumulative', value: 'sumBoxDesc', unit: 'currency' },
    { metric: 'screenings', kind: 'level', value: 'showCount', unit: 'count', showDate: { from: 'slot' } },
    { metric: 'screening_share', kind: 'level', value: 'showCountRate', unit: 'percent', showDate: { from: 'slot' } },
  ],
  freshness: { staleAfterMinutes: 60 },
  terms: TERMS,
  trap: {
    en: 'boxSplitUnit.num, the gross of the day, is written in private characters of a font made anew for every answer. It is not read: whoever maps such a value gets it refused as obfuscated, never a wrong number. sumBoxDesc is rounded to 0.01亿, so small days do not show in it.',
    zh: '当日票房 boxSplitUnit.num 以每次回答都重新生成的字体私有字符书写,本数据源不读取它;若映射该值,会因字体混淆而被拒绝,绝不会得出错误数字。sumBoxDesc 四舍五入到 0.01 亿,小额变动看不出来。',
  },
  shape: 'trimmed',
});
