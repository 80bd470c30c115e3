import { createHash } from 'node:crypto';

/** Leaves and inner nodes are hashed under different first bytes, so that neither can be passed off as the other. */
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The hash of a leaf: SHA-256 of a zero byte and the content; 64 hexadecimal digits. @see RFC 6962, section 2.1 */
export function leafHash(content: string): string {
  return createHash('sha256').update(LEAF).update(content).digest('hex');
}

function nodeHash(left: string, right: string): string {
  return createHash('sha256').update(NODE).update(left, 'hex').update(right, 'hex').digest('hex');
}

/** One level up; a node without a neighbour goes up as it is, which gives the tree of RFC 6962 for every size. */
function parentsOf(level: readonly string[]): readonly string[] {
  const parents: string[] = [];
  for (let index = 0; index < level.length; index += 2) {
    const [left = '', right] = level.slice(index, index + 2);
    parents.push(right === undefined ? left : nodeHash(left, right));
  }
  return parents;
}

/**
 * The root over leaf hashes in their order.
 * @param leaves results of {@link leafHash}; of no leaves the root is the hash of nothing
 * @see RFC 6962, section 2.1
 */
export function merkleRoot(leaves: readonly string[]): string {
  let level = leaves;
  while (level.length > 1) level = parentsOf(level);
  return level[0] ?? createHash('sha256').digest('hex');
}

/**
 * The hashes that lead from one leaf to the root, the lowest first.
 * @param index of the leaf; outside the leaves throws RangeError
 * @see RFC 6962, section 2.1.1
 */
export function inclusionPath(leaves: readonly string[], index: number): readonly string[] {
  if (!(Number.isInteger(index) && index >= 0 && index < leaves.length)) throw new RangeError(`no leaf ${index}`);
  const path: string[] = [];
  let place = index;
  for (let level = leaves; level.length > 1; level = parentsOf(level)) {
    const neighbour = level[place ^ 1];
    if (neighbour !== undefined) path.push(neighbour);
    place >>= 1;
  }
  return path;
}

/** That a tree of `size` leaves has this leaf at `index`. */
export interface InclusionProof {
  readonly leaf: string;
  readonly index: number;
  readonly size: number;
  readonly path: readonly string[];
}

/** Whether the proof leads to the root: the leaf was there when the root was made. @see RFC 9162, section 2.1.3.2 */
export function provesInclusion({ leaf, index, size, path }: InclusionProof, root: string): boolean {
  if (!(Number.isInteger(index) && index >= 0 && index < size)) return false;
  const steps = [...path];
  let hash = leaf;
  let [place, last] = [index, size - 1];
  for (; last > 0; place >>= 1, last >>= 1) {
    if (place === last && place % 2 === 0) continue; // without a neighbour it went up as it was
    const neighbour = steps.shift();
    if (neighbour === undefined) return false;
    hash = place % 2 === 1 ? nodeHash(neighbour, hash) : nodeHash(hash, neighbour);
  }
  return steps.length === 0 && hash === root;
}
