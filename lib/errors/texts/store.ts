import type { ErrorText } from '../errorText.ts';

/** Codes of the stores behind the ports. */
export const STORE_ERRORS = {
  'store.unavailable': {
    en: 'The store did not answer ({operation}).',
    zh: '存储暂时没有响应({operation})。',
    nextEn: 'Try again in a few seconds; if it lasts, look at the health page and the store’s own status.',
    nextZh: '请几秒后重试;如持续出现,请查看健康检查页与存储服务状态。',
  },
} as const satisfies Record<string, ErrorText>;
