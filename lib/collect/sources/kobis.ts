import { declareSource } from './declareSource.ts';

const DAY = 'boxOfficeResult.showRange || date';

/** Gross, admissions and shows of the day before, of the ten first films of Korea. */
export const kobisDaily = declareSource({
  name: 'kobis-daily',
  title: { en: 'KOBIS: daily box office of Korea', zh: 'KOBIS:韩国每日票房' },
  market: 'KR',
  metrics: ['gross', 'admissions', 'screenings'],
  request: {
    url: 'https://www.kobis.or.kr/kobisopenapi/webservice/rest/boxoffice/searchDailyBoxOfficeList.json?key={secret:KOBIS_KEY}&targetDt={date-1|compact}',
  },
  rate: { perSecond: 1, concurrency: 1 },
  format: { type: 'json' },
  expect: [{ value: 'type(faultInfo)', equals: 'null' }],
  rows: 'boxOfficeResult.dailyBoxOfficeList || movies',
  film: { namespace: 'kobis', id: 'movieCd', title: 'movieNm', releaseDate: 'openDt' },
  observed: { at: 'answer', value: DAY, as: 'day-end' },
  readings: [
    { metric: 'gross', kind: 'cumulative', value: 'salesAmt', unit: 'currency', showDate: day() },
    { metric: 'admissions', kind: 'cumulative', value: 'audiCnt', unit: 'count', showDate: day() },
    { metric: 'screenings', kind: 'level', value: 'showCnt', unit: 'count', showDate: day() },
  ],
  freshness: { staleAfterMinutes: 2_160 },
  terms: {
    needs: 'key',
    demands: {
      en: 'A free key of the Korean Film Council; 3,000 requests a day; KOBIS must be named as the source.',
      zh: '需韩国电影振兴委员会的免费密钥;每日 3,000 次请求;须注明数据来自 KOBIS。',
    },
  },
  trap: {
    en: 'An error is answered with status 200 and faultInfo: it is a failure, not an empty day. scrnCnt counts screens, which are not theatres. The figures of a day are corrected for weeks.',
    zh: '出错时仍返回 200 并带 faultInfo:这是失败,不是当天没有票房。scrnCnt 是银幕数而非影院数。某日数据在数周内仍会更正。',
  },
  shape: 'recorded',
});

/** Presale of Korea as a table of recorded readings. */
export const kobisReservations = declareSource({
  name: 'kobis-reservations',
  title: { en: 'KOBIS: reservations, as a table', zh: 'KOBIS:预售(表格)' },
  market: 'KR',
  metrics: ['presale_tickets', 'presale_gross', 'admissions', 'gross'],
  request: { url: 'https://data.example/reservations.csv' },
  rate: { perSecond: 1, concurrency: 1 },
  format: { type: 'csv' },
  rows: 'rows',
  film: { namespace: 'kobis', by: 'film-id', id: 'film_id' },
  observed: { at: 'row', value: 'observed_at_kst', as: 'local' },
  readings: [
    { metric: 'presale_tickets', kind: 'level', value: 'reserved_tickets', unit: 'count' },
    { metric: 'presale_gross', kind: 'level', value: 'reserved_gross_krw', unit: 'currency' },
    { metric: 'admissions', kind: 'cumulative', value: 'admissions_to_date', unit: 'count' },
    { metric: 'gross', kind: 'cumulative', value: 'gross_to_date_krw', unit: 'currency' },
  ],
  freshness: { staleAfterMinutes: 180 },
  terms: {
    needs: 'nothing',
    demands: {
      en: 'A table of your own; name KOBIS as the source of its figures. Put your address in place of data.example.',
      zh: '由您自备的表格;须注明数据来自 KOBIS。请将 data.example 换成您的地址。',
    },
  },
  trap: {
    en: 'Reservations are what is sold for days to come: the level falls as those days are played, which is not negative demand.',
    zh: '预售量是未来各日已售部分:随着场次放映而下降,并不代表负需求。',
  },
  shape: 'recorded',
});

function day() {
  return { from: 'answer', value: DAY } as const;
}
