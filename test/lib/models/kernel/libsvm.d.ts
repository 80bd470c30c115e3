declare module 'libsvm-js/asm' {
  /** LIBSVM 3.22 compiled to JavaScript; what the tests use of it. */
  class SVM {
    static readonly SVM_TYPES: { readonly EPSILON_SVR: number };
    static readonly KERNEL_TYPES: { readonly RBF: number };
    constructor(options: {
      readonly type: number;
      readonly kernel: number;
      readonly gamma: number;
      readonly cost: number;
      readonly epsilon: number;
      readonly tolerance: number;
      readonly quiet: boolean;
    });
    train(samples: readonly (readonly number[])[], targets: readonly number[]): void;
    predict(samples: readonly (readonly number[])[]): number[];
    free(): void;
  }

  export = SVM;
}
