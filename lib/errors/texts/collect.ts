import type { ErrorText } from '../errorText.ts';

/** Codes of collecting signals; those of collecting history stand with the history. */
export const COLLECT_ERRORS = {
  'collect.declaration-malformed': {
    en: 'The declaration of source "{source}" cannot be used: {field}: {problem}.',
    zh: '数据源“{source}”的声明不可用:{field}:{problem}。',
    nextEn: 'Correct this field as docs/sources.md describes; the other sources go on without it.',
    nextZh: '请按 docs/sources.md 的说明改正该字段;其余数据源不受影响。',
  },
  'collect.source-unknown': {
    en: 'There is no source named "{source}"; known: {known}.',
    zh: '没有名为“{source}”的数据源,已知数据源:{known}。',
    nextEn: 'Name a shipped source, or declare your own below sources/ of the history bucket.',
    nextZh: '请使用内置数据源的名称,或在历史数据桶的 sources/ 下声明自己的数据源。',
  },
  'collect.slot-malformed': {
    en: 'The event that asks for signals cannot be read: {field}: {problem}.',
    zh: '无法读取采集信号的事件:{field}:{problem}。',
    nextEn: 'Send {"kind":"collect-signals","source":"kobis-daily","scheduledTime":"2026-02-17T06:00:00Z"}.',
    nextZh: '请发送 {"kind":"collect-signals","source":"kobis-daily","scheduledTime":"2026-02-17T06:00:00Z"}。',
  },
  'collect.request-refused': {
    en: 'A request to {host} was refused before it was sent: {reason}.',
    zh: '发往 {host} 的请求在发送前已被拒绝:{reason}。',
    nextEn: 'Ask public https hosts only, and list every host and port in the declaration.',
    nextZh: '只能请求公网 https 主机,且须在声明中列出每个主机与端口。',
  },
  'collect.source-failed': {
    en: 'Source "{source}" gave no answer that can be used: {reason}.',
    zh: '数据源“{source}”没有给出可用的回答:{reason}。',
    nextEn: 'The slot is recorded as missing, never as zero; the next slot tries again. See docs/sources.md.',
    nextZh: '该时段已记录为缺失,绝不记为零;下一时段会再次尝试。参见 docs/sources.md。',
  },
  'collect.mapping-stopped': {
    en: 'The mapping was stopped: {reason}.',
    zh: '映射表达式已被中止:{reason}。',
    nextEn: 'Simplify the expression: it may take 50 ms, 32 levels and 200,000 values.',
    nextZh: '请简化表达式:最多允许 50 毫秒、32 层和 200,000 个值。',
  },
  'collect.number-malformed': {
    en: '"{text}" is not a number that can be trusted: {reason}.',
    zh: '“{text}”不是可信的数字:{reason}。',
    nextEn: 'Compare the source’s present answer with its declaration: unit, multiplier, place of the value.',
    nextZh: '请对照数据源当前的回答与其声明:单位、倍数以及数值的位置。',
  },
  'collect.secret-missing': {
    en: 'The secret {name} is not set.',
    zh: '密钥 {name} 尚未设置。',
    nextEn: 'Store it in Secrets Manager or as an SSM parameter, or locally as MARQUEE_SECRET_{name}.',
    nextZh: '请将其存入 Secrets Manager 或 SSM 参数;本地运行时设为 MARQUEE_SECRET_{name}。',
  },
  'collect.sink-unavailable': {
    en: '{count} signals could not be handed on.',
    zh: '有 {count} 条信号未能送出。',
    nextEn: 'Start the slot again: the answers are kept, and the same events have the same ids.',
    nextZh: '请重新启动该时段:回答已保存,相同事件的编号不变。',
  },
} as const satisfies Record<string, ErrorText>;
