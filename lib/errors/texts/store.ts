import type { ErrorText } from '../errorText.ts';

/** Codes of the stores behind the ports. */
export const STORE_ERRORS = {
  'store.unavailable': {
    en: 'The store did not answer ({operation}).',
    zh: '存储暂时没有响应({operation})。',
    nextEn: 'Try again in a few seconds; if it lasts, look at the health page and the store’s own status.',
    nextZh: '请几秒后重试;如持续出现,请查看健康检查页与存储服务状态。',
  },
  'store.cursor': {
    en: 'The page cursor {cursor} does not belong to this list.',
    zh: '分页游标 {cursor} 不属于该列表。',
    nextEn: 'Start again without a cursor, and pass the one of the last answer unchanged.',
    nextZh: '请不带游标重新开始,之后原样传回上一次返回的游标。',
  },
} as const satisfies Record<string, ErrorText>;
