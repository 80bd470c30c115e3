import type { ErrorText } from '../errorText.ts';

const RESTORE = {
  nextEn: 'Restore the artifact from where it was made, or train again; the previous champion goes on serving.',
  nextZh: '请从生成处恢复该模型制品,或重新训练;在此之前由上一个冠军模型继续服务。',
} as const;

/** Codes of refused artifacts, forecasts that cannot be made, and training that cannot go on. */
export const ARTIFACT_ERRORS = {
  'artifact.malformed': {
    en: 'The artifact cannot be read: {file} is not what its format says.',
    zh: '无法读取模型制品:{file} 的内容不符合格式。',
    ...RESTORE,
  },
  'artifact.incomplete': {
    en: 'The artifact lacks the file {file}.',
    zh: '模型制品缺少文件 {file}。',
    ...RESTORE,
  },
  'artifact.corrupt': {
    en: 'The file {file} of the artifact is not the one its manifest describes.',
    zh: '模型制品的文件 {file} 与清单所述不一致。',
    ...RESTORE,
  },
  'artifact.id-mismatch': {
    en: 'The artifact {found} stands where {expected} should be.',
    zh: '此处应为模型制品 {expected},实际为 {found}。',
    ...RESTORE,
  },
  'artifact.unsigned': {
    en: 'The artifact {id} carries no signature.',
    zh: '模型制品 {id} 没有签名。',
    nextEn:
      'Serve only artifacts made by the training function, which signs them, or the one shipped with the product.',
    nextZh: '请只使用训练函数生成并签名的模型制品,或随产品发布的模型制品。',
  },
  'artifact.signature-invalid': {
    en: 'The signature of the artifact {id} does not fit.',
    zh: '模型制品 {id} 的签名不匹配。',
    ...RESTORE,
  },
  'artifact.catalogue-mismatch': {
    en: 'The artifact {id} was trained on another feature catalogue ({found}) than this program has ({expected}).',
    zh: '模型制品 {id} 训练时的特征目录({found})与当前程序的特征目录({expected})不同。',
    nextEn: 'Train again with this version of the program, or run the version the artifact was made with.',
    nextZh: '请使用当前版本重新训练,或运行生成该制品时的程序版本。',
  },
  'artifact.io-mismatch': {
    en: 'The model {file} does not take or give what its manifest says ({detail}).',
    zh: '模型 {file} 的输入或输出与清单不符({detail})。',
    ...RESTORE,
  },
  'artifact.golden-mismatch': {
    en: 'The model {file} does not reproduce its golden rows at output {output}.',
    zh: '模型 {file} 的输出 {output} 与金标准样本不一致。',
    ...RESTORE,
  },
  'forecast.unknown-film': {
    en: 'There is no film "{filmId}" in the history of {market}.',
    zh: '{market} 的历史中没有影片“{filmId}”。',
    nextEn: 'Check the id against GET /v1/films, or import the film first.',
    nextZh: '请通过 GET /v1/films 核对影片编号,或先导入该影片。',
  },
  'forecast.too-early': {
    en: 'Forecasts of "{filmId}" begin at {first}, which has not come yet.',
    zh: '影片“{filmId}”的预测从 {first} 开始,目前尚未到达。',
    nextEn: 'Ask again from that day on: the first forecast is made seven days before release.',
    nextZh: '请在该日之后再次请求:首次预测在上映前七天作出。',
  },
  'forecast.origin-in-future': {
    en: 'The moment {origin} of "{filmId}" lies in the future.',
    zh: '影片“{filmId}”的预测起点 {origin} 尚未到来。',
    nextEn: 'Leave the origin out to get the latest possible one.',
    nextZh: '不指定起点即可获得当前可用的最新预测。',
  },
  'forecast.origin-not-served': {
    en: 'The artifact in service was not trained for {origin}.',
    zh: '当前服务的模型制品未针对 {origin} 进行训练。',
    nextEn: 'Use one of {served}, or train with that origin.',
    nextZh: '请使用 {served} 之一,或训练包含该起点的模型。',
  },
  'training.too-few-films': {
    en: 'Training {market} needs at least {needed} films whose totals are known; there are {found} by {asOf}.',
    zh: '训练 {market} 至少需要 {needed} 部已知总票房的影片;截至 {asOf} 只有 {found} 部。',
    nextEn: 'Import a longer history; a total counts as known 120 days after release.',
    nextZh: '请导入更长的历史;总票房在上映 120 天后视为已知。',
  },
  'backtest.no-films': {
    en: 'No film of {market} with a known total was released from {from} until {until}.',
    zh: '{market} 在 {from} 至 {until} 之间没有已知总票房的上映影片。',
    nextEn: 'Choose test dates that the history covers.',
    nextZh: '请选择历史数据覆盖的测试日期。',
  },
} as const satisfies Record<string, ErrorText>;
