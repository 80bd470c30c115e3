import type { ErrorText } from '../errorText.ts';

/** Codes of training runs. */
export const TRAINING_RUN_ERRORS = {
  'training.work-missing': {
    en: 'Run {runId} lacks its work file {name}.',
    zh: '训练任务 {runId} 缺少中间文件 {name}。',
    nextEn: 'Drop the batch again: a new run makes all files anew.',
    nextZh: '请重新投放该批次:新的任务会重新生成所有文件。',
  },
  'training.broken-off': {
    en: 'Training was broken off: {detail}.',
    zh: '训练中断:{detail}。',
    nextEn: 'The champion serves on. Look into the log of the train function, then drop the batch again.',
    nextZh: '现有模型继续服务。请查看 train 函数的日志,然后重新投放该批次。',
  },
  'training.request-malformed': {
    en: 'A training run was asked for in a form that is not understood: {detail}.',
    zh: '无法识别的训练请求:{detail}。',
    nextEn: 'Runs are started by the import of history; drop the files into the history bucket.',
    nextZh: '训练由历史数据导入触发,请将文件放入历史数据桶。',
  },
} as const satisfies Record<string, ErrorText>;
