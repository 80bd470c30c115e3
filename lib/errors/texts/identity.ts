import type { ErrorText } from '../errorText.ts';

/** Codes of the identity of films. */
export const IDENTITY_ERRORS = {
  'identity.seal-invalid': {
    en: 'Decision {sequence} about {namespace} {providerId} in {market} was not written by this product, or one before it is missing.',
    zh: '关于 {market} 市场 {namespace} {providerId} 的第 {sequence} 条决定并非由本产品写入,或其之前的决定缺失。',
    nextEn:
      'Find out who wrote to the films table; then restore the record from a backup. Nothing of this film is collected until then.',
    nextZh: '请查明是谁写入了影片表,再从备份恢复该记录;在此之前不会采集该影片的数据。',
  },
  'identity.film-unknown': {
    en: 'There is no film "{filmId}" in {market}.',
    zh: '{market} 市场中没有影片“{filmId}”。',
    nextEn: 'Use a film id of the catalogue (GET /v1/films lists them); import the film first if it is new.',
    nextZh: '请使用影片目录中的编号(GET /v1/films 可列出);新影片请先导入。',
  },
} as const satisfies Record<string, ErrorText>;
