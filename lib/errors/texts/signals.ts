import type { ErrorText } from '../errorText.ts';

/** Codes of signal events. */
export const SIGNAL_ERRORS = {
  'signal.malformed': {
    en: 'The event cannot be read: {field}: {problem}.',
    zh: '无法读取该事件:{field}:{problem}。',
    nextEn: 'Send the event in the form of docs/signals.md, under the same event id.',
    nextZh: '请按 docs/signals.md 的格式,以相同的事件编号重新发送。',
  },
  'signal.unit': {
    en: '{metric} is not counted in "{unit}"; accepted: {accepted}.',
    zh: '指标 {metric} 的单位不能是“{unit}”,可用单位:{accepted}。',
    nextEn: 'Name the unit that the value is in; money is in integer minor units.',
    nextZh: '请写明数值的单位;金额以最小货币单位的整数表示。',
  },
  'signal.value': {
    en: '{metric} cannot be {value}: it lies from {least} to {most}, and counts and money are whole numbers.',
    zh: '指标 {metric} 不能为 {value}:取值范围为 {least} 至 {most},计数与金额须为整数。',
    nextEn: 'Correct the value at its source and send the event under a new event id.',
    nextZh: '请在来源处更正数值,并以新的事件编号重新发送。',
  },
} as const satisfies Record<string, ErrorText>;
