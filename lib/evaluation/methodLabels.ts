import type { Label } from '../charts/svg.ts';

const LABELS: Readonly<Record<string, Label>> = {
  stack: { en: 'Stack', zh: '组合预测' },
  ridge: { en: 'Ridge', zh: '岭回归' },
  elasticNet: { en: 'Elastic net', zh: '弹性网络' },
  boosting: { en: 'Gradient boosting', zh: '梯度提升' },
  forest: { en: 'Random forest', zh: '随机森林' },
  extraTrees: { en: 'Extra trees', zh: '极端随机树' },
  svr: { en: 'SVR', zh: '支持向量回归' },
  gaussianProcess: { en: 'Gaussian process', zh: '高斯过程' },
  sequence: { en: 'LSTM with attention', zh: 'LSTM 注意力网络' },
  comparables: { en: 'Comparables', zh: '对标影片' },
  multiplier: { en: 'Multiplier', zh: '票房倍数' },
  pooledLegs: { en: 'Pooled legs', zh: '分组倍数' },
  catalogue: { en: 'Catalogue only', zh: '仅影片资料' },
};

/** What a method is called, in both languages; one without a name of its own is called by its key. */
export function methodLabel(name: string): Label {
  return LABELS[name] ?? { en: name, zh: '' };
}
