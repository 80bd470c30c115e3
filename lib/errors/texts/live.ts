import type { ErrorText } from '../errorText.ts';

/** Codes of forecasts that follow signals. */
export const LIVE_ERRORS = {
  'film.withdrawn': {
    en: '"{filmId}" has been taken off the calendar of {market}.',
    zh: '影片“{filmId}”已从 {market} 的上映日程中撤下。',
    nextEn: 'Ask with "asOf" for an instant before that, or send a "film.changed" event once it is back.',
    nextZh: '请用“asOf”指定撤档之前的时刻;若重新定档,请发送“film.changed”事件。',
  },
  'request.as-of-in-future': {
    en: '{asOf} has not come yet, so nothing can have been known by then.',
    zh: '{asOf} 尚未到来,因此不可能有截至该时刻的信息。',
    nextEn: 'Give an instant that has passed, or leave "asOf" out for the latest forecast.',
    nextZh: '请提供已过去的时刻;如需最新预测,请省略“asOf”。',
  },
  'refresh.malformed': {
    en: 'The call asks for no films to be forecast afresh: {reason}.',
    zh: '该调用未给出需要重新预测的影片:{reason}。',
    nextEn: 'Call with {"kind": "refresh", "films": [{"market": "CN", "filmId": "…"}]}.',
    nextZh: '请以 {"kind": "refresh", "films": [{"market": "CN", "filmId": "…"}]} 的形式调用。',
  },
} as const satisfies Record<string, ErrorText>;
