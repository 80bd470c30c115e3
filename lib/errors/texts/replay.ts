import type { ErrorText } from '../errorText.ts';

/** Codes of replays. */
export const REPLAY_ERRORS = {
  'replay.row': {
    en: 'Line {line} cannot be replayed: {column} is "{value}".',
    zh: '第 {line} 行无法回放:{column} 的值为“{value}”。',
    nextEn: 'Correct the line or leave it out; nothing was sent.',
    nextZh: '请更正或删除该行;尚未发送任何事件。',
  },
  'replay.line': {
    en: 'Line {line} is not an event ({reason}).',
    zh: '第 {line} 行不是有效事件({reason})。',
    nextEn: 'Give one JSON event a line in the form of docs/signals.md; nothing was sent.',
    nextZh: '请按 docs/signals.md 的格式每行提供一个 JSON 事件;尚未发送任何事件。',
  },
  'replay.file-kind': {
    en: '{file} holds nothing that can be replayed.',
    zh: '{file} 中没有可以回放的内容。',
    nextEn: 'Give recorded events (.jsonl), a reservations file with its films file, or history files.',
    nextZh: '请提供录制的事件(.jsonl)、预售记录及其影片文件,或历史文件。',
  },
  'replay.no-stream': {
    en: 'The system has no stream to replay into.',
    zh: '当前系统没有可供回放的事件流。',
    nextEn: 'Start it anew (npm start) so that it runs the present template.',
    nextZh: '请重新启动系统(npm start),以运行当前模板。',
  },
} as const satisfies Record<string, ErrorText>;
