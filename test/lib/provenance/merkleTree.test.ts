import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inclusionPath, leafHash, merkleRoot, provesInclusion } from '../../../lib/provenance/merkleTree.ts';
import { sha256 } from '../../../lib/provenance/sha256.ts';

// The inputs and roots that the reference implementation of Certificate Transparency is tested with.
const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = (count: number) => Array.from({ length: count }, (_, index) => leafHash(`record ${index}`));

describe('the tree of a day', () => {
  it('has the roots of RFC 6962 for one to eight leaves, those without a neighbour included', () => {
    const hashes = INPUTS.map((hex) => sha256(Buffer.from(`00${hex}`, 'hex')));
    expect(ROOTS.map((_, index) => merkleRoot(hashes.slice(0, index + 1)))).toEqual(ROOTS);
    expect(merkleRoot([])).toBe(sha256(''));
  });

  it('hashes leaves and nodes apart: two children cannot be passed off as one leaf', () => {
    const [left, right] = leaves(2);
    const asText = Buffer.from(`${left}${right}`, 'hex').toString('latin1');
    expect(leafHash('')).toBe(ROOTS[0]);
    expect(leafHash(asText)).not.toBe(merkleRoot(leaves(2)));
    expect(sha256(Buffer.from(`${left}${right}`, 'hex'))).not.toBe(merkleRoot(leaves(2)));
  });

  it('proves every leaf by a path of at most log2 hashes, and nothing else by it', () => {
    const sizeAndIndex = fc
      .integer({ min: 1, max: 130 })
      .chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })));
    fc.assert(
      fc.property(sizeAndIndex, fc.nat(1_000), ([size, index], other) => {
        const all = leaves(size);
        const root = merkleRoot(all);
        const path = inclusionPath(all, index);
        const proof = { leaf: all[index] as string, index, size, path };
        expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
        expect(provesInclusion(proof, root)).toBe(true);
        expect(provesInclusion({ ...proof, leaf: leafHash(`other ${other}`) }, root)).toBe(false);
        expect(provesInclusion({ ...proof, path: [...path, root] }, root)).toBe(false);
        expect(provesInclusion({ ...proof, path: path.slice(1) }, root)).toBe(path.length === 0);
        if (other !== index) expect(provesInclusion({ ...proof, index: other }, root)).toBe(false);
      }),
      { seed: 20260501, numRuns: 300 },
    );
  });

  it('changes its root with every change of a leaf, their order and their number', () => {
    const sets = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(sets, fc.nat(), fc.nat(), (texts, a, b) => {
        const all = texts.map(leafHash);
        const root = merkleRoot(all);
        const [i, j] = [a % all.length, b % all.length];
        const [one, two] = [all[i] as string, all[j] as string];
        if (i !== j) expect(merkleRoot(all.with(i, two).with(j, one))).not.toBe(root);
        expect(merkleRoot(all.with(i, leafHash(`${texts[i]}.`)))).not.toBe(root);
        expect(merkleRoot(all.toSpliced(i, 1))).not.toBe(root);
        expect(merkleRoot([...all, one])).not.toBe(root);
      }),
      { seed: 20260502, numRuns: 300 },
    );
  });

  it('has no path to a leaf that is not there', () => {
    for (const index of [-1, 3, 0.5, Number.NaN]) expect(() => inclusionPath(leaves(3), index)).toThrow(RangeError);
  });
});
