import type { TreeEnsemble } from './treeEnsemble.ts';

/** A tree ensemble that still grows. */
export class TreeBuilder {
  readonly roots: number[] = [];
  readonly feature: number[] = [];
  readonly threshold: number[] = [];
  readonly missingLeft: number[] = [];
  readonly left: number[] = [];
  readonly right: number[] = [];
  readonly value: number[] = [];
  readonly cover: number[] = [];

  /** Starts a tree. @returns its root, a leaf for now */
  root(): number {
    const node = this.leaf();
    this.roots.push(node);
    return node;
  }

  /** Makes a leaf an inner node with two new leaves. @returns the left leaf; the right one follows it */
  split(node: number, feature: number, threshold: number, missingLeft: boolean): number {
    this.feature[node] = feature;
    this.threshold[node] = threshold;
    this.missingLeft[node] = missingLeft ? 1 : 0;
    this.left[node] = this.leaf();
    this.right[node] = this.leaf();
    return this.left[node];
  }

  /** The first `trees` trees. */
  build(trees = this.roots.length): TreeEnsemble {
    const nodes = this.roots[trees] ?? this.feature.length;
    return {
      roots: Int32Array.from(this.roots.slice(0, trees)),
      feature: Int32Array.from(this.feature.slice(0, nodes)),
      threshold: Float32Array.from(this.threshold.slice(0, nodes)),
      missingLeft: Uint8Array.from(this.missingLeft.slice(0, nodes)),
      left: Int32Array.from(this.left.slice(0, nodes)),
      right: Int32Array.from(this.right.slice(0, nodes)),
      value: Float64Array.from(this.value.slice(0, nodes)),
      cover: Float64Array.from(this.cover.slice(0, nodes)),
    };
  }

  private leaf(): number {
    this.threshold.push(0);
    this.missingLeft.push(0);
    this.left.push(-1);
    this.right.push(-1);
    this.value.push(0);
    this.cover.push(0);
    return this.feature.push(-1) - 1;
  }
}
