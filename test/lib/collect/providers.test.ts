import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { afterAll, afterEach, expect, it } from 'vitest';
import { parseDay } from '../../../lib/film/day.ts';
import { describeWithSharedData, sharedData } from '../../sharedData.ts';
import { type Provider, startProvider } from '../adapters/collect/provider.ts';
import { houseAt, mapper, recorded, shipped } from './house.ts';

const providers: Provider[] = [];
afterEach(() => {
  for (const provider of providers.splice(0)) provider.close();
});
afterAll(() => mapper.close());

/** A provider that answers every request with a recorded answer, and what collecting from it needs. */
async function recordedProvider(file: string, type = 'application/json', answer?: RequestListener) {
  const body = recorded(file);
  const provider = await startProvider(
    answer ?? ((_, response) => response.writeHead(200, { 'content-type': type }).end(body)),
  );
  providers.push(provider);
  return { provider, ...houseAt(provider) };
}

const at = (time: string) => Date.parse(time);

describeWithSharedData('recorded answers of providers', () => {
  it('maoyan-box: gross in fen, people, shows and share of the day, as of the answer’s own time', async () => {
    const { provider, collect, read, taken } = await recordedProvider('maoyan_box_second_20171125.json');
    const slot = await collect(shipped('maoyan-box', provider), at('2017-11-25T11:53:00Z'));
    expect(slot).toMatchObject({ status: 'collected', requests: 1, failed: 0, issues: 0, notes: [] });
    expect(provider.seen).toEqual(['box.maoyan.com /promovie/api/box/second.json?beginDate=20171125']);
    const showDate = parseDay('2017-11-25');
    const observedAt = 1_511_610_787_000;
    expect(read('film-342068')).toMatchObject({
      gross: { value: 4_222_540_000, kind: 'cumulative', market: 'CN', source: 'maoyan-box', showDate, observedAt },
      admissions: { value: 1_226_000, showDate },
      screenings: { value: 43_687, kind: 'level' },
      screening_share: { value: 0.153 },
    });
    // 41 films: money and shows of all, no people below 500, no share where it is "<0.1%"
    const count = (metric: string) =>
      [...taken.values()].filter((event) => 'metric' in event && event.metric === metric).length;
    expect(['gross', 'screenings', 'screening_share', 'admissions'].map(count)).toEqual([41, 41, 24, 30]);
  });

  it('defect 14: receipts per ticket come from people, never from shows, and no price is read', async () => {
    const { provider, collect, read, taken } = await recordedProvider('maoyan_box_second_20171125.json');
    await collect(shipped('maoyan-box', provider), at('2017-11-25T11:53:00Z'));
    const { gross, admissions, screenings } = read('film-342068');
    const yuan = (gross?.value ?? 0) / 100;
    expect(yuan / (admissions?.value ?? 0)).toBeCloseTo(34.4, 1); // the answer's own avgViewBox
    expect(yuan / (screenings?.value ?? 0)).toBeCloseTo(966.5, 1); // what the brief would have called a price
    expect([...taken.values()].map((event) => ('metric' in event ? event.metric : ''))).not.toContain('price');
  });

  it('maoyan-box: an answer in another unit than declared is refused whole, and nothing of it is guessed', async () => {
    const body = recorded('maoyan_box_second_20171125.json')
      .toString()
      .replace('"totalBoxUnit": "万"', '"totalBoxUnit": "元"');
    const { provider, collect, taken, deps } = await recordedProvider(
      'maoyan_box_second_20171125.json',
      '',
      (_, response) => response.writeHead(200).end(body),
    );
    await expect(collect(shipped('maoyan-box', provider), at('2017-11-25T11:53:00Z'))).rejects.toThrow(
      /"元\\" instead of/,
    );
    expect(taken.size).toBe(0);
    expect(await deps.statuses.get('maoyan-box')).toMatchObject({ reason: expect.stringContaining('元') });
  });

  it('maoyan-dashboard: what is in plain digits; the obfuscated figure is not read', async () => {
    const { provider, collect, read } = await recordedProvider('maoyan_dashboard_ajax_2026_trimmed.json');
    await collect(shipped('maoyan-dashboard', provider), at('2026-07-20T04:00:00Z'));
    expect(read('film-1462628')).toMatchObject({
      gross: { value: 129_700_000_000 }, // 12.97亿 yuan
      screenings: { value: 143_734, showDate: parseDay('2026-07-20') },
      screening_share: { value: 0.365 },
    });
  });

  it('maoyan-dashboard: whoever maps the obfuscated figure gets a refusal, not a number', async () => {
    const text = recorded('maoyan_dashboard_ajax_2026_trimmed.json').toString();
    const live = text.replace(
      '"avgSeatView"',
      '"boxSplitUnit": {"num": "&#xe8f1;&#xe3a2;.&#xf0d1;", "unit": "万"}, "avgSeatView"',
    );
    const { provider, collect, read } = await recordedProvider(
      'maoyan_dashboard_ajax_2026_trimmed.json',
      '',
      (_, response) => response.writeHead(200).end(live),
    );
    const declared = shipped('maoyan-dashboard', provider);
    const [gross, ...others] = declared.readings;
    if (!gross) throw new Error('no reading');
    const slot = await collect(
      { ...declared, readings: [{ ...gross, value: 'boxSplitUnit.num' }, ...others] },
      at('2026-07-20T04:00:00Z'),
    );
    expect(slot.notes).toEqual([expect.stringMatching(/row 1 gross: its digits are drawn in a font/)]);
    expect(read('film-1462628')).toMatchObject({ screenings: { value: 143_734 } });
    expect(read('film-1462628')).not.toHaveProperty('gross');
  });

  it('maoyan-coming: want-to-see of the films asked for, with the release date for their identity', async () => {
    const { provider, collect, read, mentions } = await recordedProvider('maoyan_moreComingList_2019_trimmed.json');
    const films = [{ filmId: 'own-1', providerIds: { maoyan: '1214652' } }, { filmId: 'own-2' }];
    await collect(shipped('maoyan-coming', provider), at('2019-02-22T00:00:00Z'), films);
    expect(provider.seen).toEqual(['m.maoyan.com /ajax/moreComingList?ci=1&limit=10&movieIds=1214652']);
    expect(mentions).toEqual([
      {
        namespace: 'maoyan',
        providerId: '1214652',
        title: '朝花夕誓-于离别之朝束起约定之花',
        releaseDate: parseDay('2019-02-22'),
        market: 'CN',
      },
    ]);
    expect(read('film-1214652')).toMatchObject({
      want_to_see: { value: 76_220, kind: 'level' },
      rating: { value: 9.2 },
    });
  });

  it('maoyan-most-expected: pages until one shows nothing', async () => {
    const full = recorded('maoyan_mostExpected_201904_trimmed.json');
    const { provider, collect, read } = await recordedProvider(
      'maoyan_mostExpected_201904_trimmed.json',
      '',
      (request, response) => response.writeHead(200).end(request.url?.endsWith('offset=0') ? full : '{"coming": []}'),
    );
    expect(await collect(shipped('maoyan-most-expected', provider), at('2019-04-05T00:00:00Z'))).toMatchObject({
      requests: 2,
    });
    expect(provider.seen.map((line) => line.slice(-8))).toEqual(['offset=0', 'ffset=10']);
    expect(read('film-248172')).toMatchObject({ want_to_see: { value: 1_775_419 } });
    expect(read('film-1228776')).toMatchObject({ want_to_see: { value: 206_518 } });
  });

  it('douban-in-theaters: ratings of a list inside a script; no rating where nobody has voted', async () => {
    const { provider, collect, read, mentions } = await recordedProvider(
      'douban_v2_in_theaters_2019.js',
      'text/javascript',
    );
    const declared = shipped('douban-in-theaters', provider);
    const slot = await collect({ ...declared, paging: { first: 0, step: 20, most: 1 } }, at('2019-09-25T00:00:00Z'));
    expect(slot).toMatchObject({ events: 6, issues: 0 });
    expect(read('film-26709258')).toMatchObject({ rating: { value: 8.2, kind: 'level' } });
    expect(read('film-32659890')).toEqual({});
    expect(mentions).toHaveLength(10);
    expect(mentions[5]).toMatchObject({
      originalTitle: 'Friend Zone ระวัง..สิ้นสุดทางเพื่อน',
      releaseDate: parseDay('2019-09-20'),
    });
    expect(provider.seen).toEqual(['api.douban.com /v2/movie/in_theaters?start=0&count=20&apikey=canary-douban-6b1f']);
  });

  it('douban-coming-soon: the slate of rivals, with dates and directors', async () => {
    const { provider, collect, mentions } = await recordedProvider('douban_v2_coming_soon_2019.js', 'text/javascript');
    const declared = shipped('douban-coming-soon', provider);
    await collect({ ...declared, paging: { first: 0, step: 20, most: 1 } }, at('2019-09-25T00:00:00Z'));
    expect(mentions).toHaveLength(20);
    expect(mentions[0]).toMatchObject({
      providerId: '30413052',
      title: '攀登者',
      releaseDate: parseDay('2019-09-30'),
      director: '李仁港',
    });
    expect(mentions[14]).toMatchObject({
      title: '双子杀手',
      originalTitle: 'Gemini Man',
      releaseDate: parseDay('2019-10-18'),
    });
  });

  it('douban-film: people who want to see one film, and its rating', async () => {
    const { provider, collect, read } = await recordedProvider('douban_rexxar_filmDetail_201809.js', 'text/javascript');
    const films = [{ filmId: 'own-1', providerIds: { douban: '26336252' } }];
    await collect(shipped('douban-film', provider), at('2018-09-01T00:00:00Z'), films);
    expect(read('film-26336252')).toMatchObject({ want_to_see: { value: 240_054 }, rating: { value: 8.3 } });
  });

  it('douban-showing: ratings of the mobile list', async () => {
    const { provider, collect, read } = await recordedProvider('douban_rexxar_films_201809.js', 'text/javascript');
    const declared = shipped('douban-showing', provider);
    await collect({ ...declared, paging: { first: 0, step: 20, most: 1 } }, at('2018-09-01T00:00:00Z'));
    expect(read('film-26336252')).toMatchObject({ rating: { value: 8.3 } });
    expect(read('film-26636712')).toMatchObject({ rating: { value: 7.5 } });
  });

  it('weibo-hot: heat of the topics that name a film; a film that none names is unknown', async () => {
    const { provider, collect, read, taken } = await recordedProvider('weibo_hot_lxw_2025-01-28_10h.json');
    const films = [
      { filmId: 'condor', title: '射雕英雄传' },
      { filmId: 'eve', title: '除夕' }, // a topic of every year, and not of this film
      { filmId: 'nezha', title: '哪吒之魔童闹海' },
    ];
    await collect(shipped('weibo-hot', provider), at('2025-01-28T02:00:00Z'), films);
    expect(read('condor')).toMatchObject({ social_heat: { value: 245_481 + 130_494, kind: 'level' } });
    expect([...taken.values()].map(({ filmId }) => filmId)).toEqual(['condor']);
  });

  it('weibo-hot: the form of its own answer, and a list that gives titles without heat', async () => {
    const { provider, collect, read } = await recordedProvider('weibo_hot_band_doc_sample.json');
    await collect(shipped('weibo-hot', provider), at('2024-10-27T02:00:00Z'), [
      { filmId: 'redemption', title: '肖申克的救赎' },
    ]);
    expect(read('redemption')).toMatchObject({ social_heat: { value: 1_234_567 } });
    const titles = await recordedProvider('weibo_hot_justjavac_2025-01-29.json');
    const slot = await titles.collect(shipped('weibo-hot', titles.provider), at('2025-01-29T02:00:00Z'), [
      { filmId: 'detective', title: '唐探1900' },
    ]);
    expect(slot).toMatchObject({ status: 'nothing-new', events: 0, issues: 0 });
  });

  it('cbooo-hour: gross so far in lines of carets; "all others" is no film', async () => {
    const { provider, collect, read, taken } = await recordedProvider(
      'cbooo_hourboxoffice_2018-12-12_11h.txt',
      'text/plain',
    );
    await collect(shipped('cbooo-hour', provider), at('2018-12-12T03:00:00Z'));
    expect(taken.size).toBe(10);
    expect(read('film-665526')).toMatchObject({ gross: { value: 81_885_550_000 } }); // 81,885.55万 yuan
    expect(read('film-662209')).toMatchObject({ gross: { value: 185_987_660_000 } });
  });

  it('kobis-daily: won, people and shows of the day, known at its end', async () => {
    const { provider, collect, read, mentions } = await recordedProvider('kobis_enriched_daily_20260127.json');
    const slot = await collect(shipped('kobis-daily', provider), at('2026-01-28T03:00:00Z'));
    expect(slot).toMatchObject({ events: 30, issues: 0 });
    const showDate = parseDay('2026-01-27');
    expect(read('film-20249255')).toMatchObject({
      gross: { value: 309_411_370, showDate, observedAt: at('2026-01-27T15:00:00Z'), market: 'KR' },
      admissions: { value: 31_908 },
      screenings: { value: 3_325 },
    });
    expect(mentions[4]).toMatchObject({ title: '왕과 사는 남자', releaseDate: parseDay('2026-02-04') }); // previews a week before
    expect(provider.seen[0]).toContain('targetDt=20260127');
  });

  it('kobis-daily: an error that is answered with 200 is a failure, not a day without admissions', async () => {
    const { provider, collect, taken, deps } = await recordedProvider(
      'kobis_enriched_daily_20260127.json',
      '',
      (_, response) =>
        response.writeHead(200).end('{"faultInfo":{"message":"유효하지않은 키값입니다.","errorCode":"320010"}}'),
    );
    await expect(collect(shipped('kobis-daily', provider), at('2026-01-28T03:00:00Z'))).rejects.toThrow(/faultInfo/);
    expect(taken.size).toBe(0);
    expect(await deps.slots.get('kobis-daily', at('2026-01-28T03:00:00Z'))).toMatchObject({ status: 'missing' });
  });

  it('kobis-reservations: a level of presale that falls stays a level', async () => {
    const packed = readFileSync(sharedData('kr-presale', 'reservations.csv.gz'));
    const { provider, collect, taken } = await recordedProvider('omdb_movie.json', '', (_, response) =>
      response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8', 'content-encoding': 'gzip' }).end(packed),
    );
    const slot = await collect(shipped('kobis-reservations', provider), at('2026-01-25T00:00:00Z'));
    expect(slot).toMatchObject({ status: 'collected', issues: 0 });
    const presale = [...taken.values()].filter((event) => 'metric' in event && event.metric === 'presale_tickets');
    expect(presale.length).toBeGreaterThan(1_000);
    expect(presale.every((event) => 'kind' in event && event.kind === 'level' && event.value >= 0)).toBe(true);
    expect(new Set(presale.map(({ observedAt }) => new Date(observedAt).toISOString().slice(0, 10)))).toContain(
      '2026-01-23',
    );
  });

  it('boxofficemojo-daily: cents and theatres of every release, by its own id', async () => {
    const { provider, collect, read, mentions } = await recordedProvider(
      'boxofficemojo_date_2019-04-26.html.gz',
      'text/html',
    );
    const slot = await collect(shipped('boxofficemojo-daily', provider), at('2019-04-27T16:00:00Z'));
    expect(provider.seen).toEqual(['www.boxofficemojo.com /date/2019-04-26/']);
    expect(slot).toMatchObject({ events: 124, issues: 0 });
    expect(read('film-rl3059975681')).toMatchObject({
      gross: { value: 15_746_164_100, showDate: parseDay('2019-04-26'), observedAt: at('2019-04-27T04:00:00Z') },
      theaters: { value: 4_662 },
    });
    expect(read('film-rl4262036993')).toMatchObject({ gross: { value: 1_400 }, theaters: { value: 1 } });
    expect(mentions.map(({ title }) => title)).toContain('Arctic'); // without "2019 Re-release", which is no part of it
  });

  it('boxofficemojo-daily, defect 10: the page of a day without figures is no data, never zero', async () => {
    const { provider, collect, taken, deps } = await recordedProvider(
      'boxofficemojo_date_EMPTY_2020-03-30.html.gz',
      'text/html',
    );
    const slot = await collect(shipped('boxofficemojo-daily', provider), at('2020-03-31T16:00:00Z'));
    expect(slot).toMatchObject({ status: 'nothing-new', events: 0, failed: 0 });
    expect(taken.size).toBe(0);
    expect(await deps.statuses.stale('US', at('2020-03-31T17:00:00Z'))).toEqual([]);
  });

  it('boxofficemojo-daily: a page that has neither the table nor says so has changed, and is a failure', async () => {
    const { provider, collect } = await recordedProvider(
      'boxofficemojo_date_EMPTY_2020-03-30.html.gz',
      '',
      (_, response) => response.writeHead(200).end('<html><body>Please prove that you are human</body></html>'),
    );
    await expect(collect(shipped('boxofficemojo-daily', provider), at('2020-03-31T16:00:00Z'))).rejects.toThrow(
      /no such table/,
    );
  });

  it('wikimedia-pageviews: views at the end of their day of UTC; 404 is no figures', async () => {
    const body = recorded('wikimedia_pageviews_daily_trimmed.json');
    const none = recorded('wikimedia_pageviews_404.json');
    const { provider, collect, taken } = await recordedProvider('omdb_movie.json', '', (request, response) => {
      const isKnown = request.url?.includes('/Coworking/');
      response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' }).end(isKnown ? body : none);
    });
    const films = [
      { filmId: 'work', providerIds: { 'wikipedia-en': 'Coworking' } },
      { filmId: 'new', providerIds: { 'wikipedia-en': 'A_film_without_readers_(2027)' } },
    ];
    const slot = await collect(shipped('wikimedia-pageviews', provider), at('2026-08-03T06:00:00Z'), films);
    expect(slot).toMatchObject({ status: 'collected', requests: 2, failed: 0, events: 2 });
    expect([...taken.values()]).toMatchObject([
      { filmId: 'work', metric: 'social_heat', value: 812, observedAt: at('2026-08-02T00:00:00Z') },
      { filmId: 'work', metric: 'social_heat', value: 765, observedAt: at('2026-08-03T00:00:00Z') },
    ]);
    expect(provider.seen[1]).toMatch(
      /\/Coworking\/daily\/20260730\/20260801$|\/Coworking\/daily\/2026073\d\/2026080\d$/,
    );
  });

  it('youtube-statistics: plays so far, which are written as text', async () => {
    const { provider, collect, read } = await recordedProvider('youtube_videos_statistics_trimmed.json');
    await collect(shipped('youtube-statistics', provider), at('2026-08-03T06:00:00Z'), [
      { filmId: 'own-1', providerIds: { youtube: 'O0aSwKeusZM' } },
    ]);
    expect(read('own-1')).toMatchObject({ trailer_plays: { value: 794_755, kind: 'cumulative' } });
  });

  it('omdb-film: rating and gross; "not found" is no data, another refusal is a failure', async () => {
    const films = [{ filmId: 'own-1', providerIds: { imdb: 'tt0083658' } }];
    const found = await recordedProvider('omdb_movie.json');
    await found.collect(shipped('omdb-film', found.provider), at('2026-08-03T06:00:00Z'), films);
    expect(found.read('film-tt0083658')).toMatchObject({ rating: { value: 8.1 }, gross: { value: 3_291_448_900 } });
    const none = await recordedProvider('omdb_not_found.json');
    expect(await none.collect(shipped('omdb-film', none.provider), at('2026-08-03T06:00:00Z'), films)).toMatchObject({
      status: 'nothing-new',
    });
    const refused = await recordedProvider('omdb_movie.json', '', (_, response) =>
      response.writeHead(200).end('{"Response":"False","Error":"Request limit reached!"}'),
    );
    await expect(
      refused.collect(shipped('omdb-film', refused.provider), at('2026-08-03T06:00:00Z'), films),
    ).rejects.toThrow(/Response is/);
  });

  it("a source of one’s own behind `)]}'`: Google Trends as recorded, declared and not coded", async () => {
    const { provider, collect, taken } = await recordedProvider('google_trends_multiline_trimmed.txt', 'text/plain');
    const base = shipped('youtube-statistics', provider);
    await collect(
      {
        ...base,
        name: 'trends',
        metrics: ['social_heat'],
        format: { type: 'javascript' },
        rows: 'default.timelineData',
        observed: { at: 'row', value: 'time', as: 'epoch-s' },
        readings: [
          { metric: 'social_heat', kind: 'level', value: 'value[0]', unit: 'index', zeros: 0, zeroIsUnknown: false },
        ],
      },
      at('2021-08-20T00:00:00Z'),
      [{ filmId: 'own-1', providerIds: { youtube: 'x' } }],
    );
    expect([...taken.values()]).toMatchObject([
      { value: 54, observedAt: 1_628_380_800_000 },
      { value: 53, observedAt: 1_628_985_600_000 },
    ]);
  });
});
