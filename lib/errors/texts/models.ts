import type { ErrorText } from '../errorText.ts';

const REFUSED_NEXT = {
  nextEn: 'Keep serving the present artifact, and train or download this one again.',
  nextZh: '请继续使用当前模型制品,并重新训练或重新下载该文件。',
} as const;

/** Codes of model files and of the runtime that opens them. */
export const MODEL_ERRORS = {
  'model.too-large': {
    en: 'The model file has {bytes} bytes; at most {limit} are opened.',
    zh: '模型文件大小为 {bytes} 字节,超过允许的 {limit} 字节。',
    ...REFUSED_NEXT,
  },
  'model.not-onnx': {
    en: 'The model file is not an ONNX graph that can be read ({detail}).',
    zh: '模型文件不是可读取的 ONNX 图({detail})。',
    ...REFUSED_NEXT,
  },
  'model.external-data': {
    en: 'The model file keeps the numbers of "{tensor}" in another file, which is never read.',
    zh: '模型文件把“{tensor}”的数值放在外部文件中,系统从不读取外部文件。',
    ...REFUSED_NEXT,
  },
  'model.versions': {
    en: 'The model file is written for {actual}; only {expected} is opened.',
    zh: '模型文件的版本为 {actual},系统只接受 {expected}。',
    ...REFUSED_NEXT,
  },
  'model.operator': {
    en: 'The model file uses {operator}, which no model of this product contains.',
    zh: '模型文件使用了 {operator},本产品的模型不包含该成分。',
    ...REFUSED_NEXT,
  },
  'model.interface': {
    en: 'The inputs and outputs of the model file are {actual}; expected are {expected}.',
    zh: '模型文件的输入输出为 {actual},应为 {expected}。',
    ...REFUSED_NEXT,
  },
  'model.not-finite': {
    en: 'The model file holds a number in "{tensor}" that is not finite.',
    zh: '模型文件的“{tensor}”中含有非有限数值。',
    ...REFUSED_NEXT,
  },
  'model.tree': {
    en: 'A decision tree of the model file ("{node}") is broken: {detail}.',
    zh: '模型文件中的决策树(“{node}”)已损坏:{detail}。',
    ...REFUSED_NEXT,
  },
  'model.runtime': {
    en: 'The model runtime did not accept the model file.',
    zh: '模型运行时拒绝了该模型文件。',
    ...REFUSED_NEXT,
  },
  'model.inputs': {
    en: 'The model takes {expected} inputs per film, but {actual} were given.',
    zh: '该模型每部影片需要 {expected} 个输入,但实际给出 {actual} 个。',
    nextEn: 'Use a model and a feature catalogue of the same version.',
    nextZh: '请使用版本一致的模型与特征目录。',
  },
  'model.run-failed': {
    en: 'The model gave no usable answer ({detail}).',
    zh: '模型未能给出可用的结果({detail})。',
    nextEn: 'Roll back to the previous artifact and report this one with its id.',
    nextZh: '请回滚到上一个模型制品,并连同编号上报该制品。',
  },
} as const satisfies Record<string, ErrorText>;
