import type { ErrorText } from '../errorText.ts';

/** Codes of the stream: records that are set aside, and what keeps a batch from being taken in. */
export const STREAM_ERRORS = {
  'stream.unreadable': {
    en: 'The record is not an event: it is not JSON in UTF-8 ({problem}).',
    zh: '该记录不是有效事件:内容不是 UTF-8 编码的 JSON({problem})。',
    nextEn: 'Correct the producer and send the event again in the form of docs/signals.md.',
    nextZh: '请修正生产端,并按 docs/signals.md 的格式重新发送事件。',
  },
  'stream.future': {
    en: 'The event lies {seconds} s ahead of its arrival; at most {tolerance} s are taken for a clock that is a little fast.',
    zh: '事件时间比到达时间提前 {seconds} 秒;时钟偏差最多容许 {tolerance} 秒。',
    nextEn: 'Set the clock of the producer and send the event again with its true time.',
    nextZh: '请校准生产端的时钟,并以真实时间重新发送该事件。',
  },
  'stream.sum': {
    en: '{metric} of film "{filmId}" would leave the range in which sums are exact.',
    zh: '影片“{filmId}”的 {metric} 累加后将超出可精确表示的整数范围。',
    nextEn: 'Check the unit of the value at its source: money is in minor units of the currency.',
    nextZh: '请在来源处检查数值的单位:金额应为货币的最小单位。',
  },
  'stream.contended': {
    en: 'Others keep taking in records of shard {shard}; this batch was not committed.',
    zh: '分片 {shard} 一直被其他进程抢先处理,本批次未提交。',
    nextEn: 'The records are delivered again; see that a shard is read by one worker at a time.',
    nextZh: '记录将会重新投递;请确认同一分片同一时间只由一个进程读取。',
  },
  'stream.gap': {
    en: 'The state of shard {shard} cannot be rebuilt: a commit or the snapshot before it is missing.',
    zh: '无法重建分片 {shard} 的状态:缺少某次提交或其之前的快照。',
    nextEn: 'Restore the signals table and bucket to the same moment, then let the records be delivered again.',
    nextZh: '请将信号表与存储桶恢复到同一时刻,然后让记录重新投递。',
  },
  'stream.event-unknown': {
    en: 'The function was called with something else than records of Kinesis or Kafka.',
    zh: '函数收到的不是 Kinesis 或 Kafka 的记录。',
    nextEn: 'Call it through an event source mapping of a stream or a topic.',
    nextZh: '请通过流或主题的事件源映射调用该函数。',
  },
  'stream.producer-time': {
    en: 'Topic {topic} stamps records with the time of their producers, which cannot tell when they arrived.',
    zh: '主题 {topic} 的记录使用生产端时间戳,无法确定到达时间。',
    nextEn: 'Set message.timestamp.type=LogAppendTime on the topic.',
    nextZh: '请在该主题上设置 message.timestamp.type=LogAppendTime。',
  },
} as const satisfies Record<string, ErrorText>;
