import type { ErrorText } from '../errorText.ts';

/** Codes of model files and of the runtime that opens them. */
export const MODEL_ERRORS = {
  'model.refused': {
    en: 'The model file was refused: {reason}.',
    zh: '模型文件被拒绝:{reason}。',
    nextEn: 'Keep serving the present artifact, and train or download this one again.',
    nextZh: '请继续使用当前模型制品,并重新训练或重新下载该文件。',
  },
  'model.inputs': {
    en: 'The model takes {expected} inputs per film, but {actual} were given.',
    zh: '该模型每部影片需要 {expected} 个输入,但实际给出 {actual} 个。',
    nextEn: 'Use a model and a feature catalogue of the same version.',
    nextZh: '请使用版本一致的模型与特征目录。',
  },
  'model.run-failed': {
    en: 'The model could not be run: {reason}.',
    zh: '模型运行失败:{reason}。',
    nextEn: 'Roll back to the previous artifact and report this one with its id.',
    nextZh: '请回滚到上一个模型制品,并连同编号上报该制品。',
  },
} as const satisfies Record<string, ErrorText>;
