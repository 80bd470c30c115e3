import { AppError } from '../../../../lib/errors/appError.ts';

/** Fits for tests of the pool itself: they tell what they were given, wait, fail and break down. */
export const FIXTURE_FITS = {
  double: (rows: Float64Array, { after = 0 }: { readonly after?: number }) => {
    const until = performance.now() + after;
    while (performance.now() < until);
    return { values: rows.map((value) => 2 * value), first: rows[0] };
  },
  refuse: (_rows: null, { named }: { readonly named: string }): never => {
    if (named === 'app') throw new AppError('model.too-large', { bytes: 7 }, { cause: new TypeError('inner') });
    throw new RangeError(`refused ${named}`);
  },
  breakDown: (): never => {
    process.exit(3);
  },
} as const;
