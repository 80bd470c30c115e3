import { beforeAll, describe, expect, it } from 'vitest';
import { createMemorySigner } from '../../../../lib/adapters/memory/signer.ts';
import { ortRuntime } from '../../../../lib/adapters/onnx/ortRuntime.ts';
import type { ErrorCode } from '../../../../lib/errors/catalogue.ts';
import type { ModelRuntime } from '../../../../lib/ports/modelRuntime.ts';
import type { Signer } from '../../../../lib/ports/signer.ts';
import { canonicalJson } from '../../../../lib/provenance/canonicalJson.ts';
import { sha256 } from '../../../../lib/provenance/sha256.ts';
import { seededRandom } from '../../../../lib/stats/random.ts';
import { type ArtifactFiles, FILE, toBytes } from '../../../../lib/training/artifact/artifactFiles.ts';
import { identify, type Manifest, readManifest } from '../../../../lib/training/artifact/manifest.ts';
import { openArtifact } from '../../../../lib/training/artifact/openArtifact.ts';
import { type SmallMarket, smallMarket } from '../smallMarket.ts';

const SEED = 20_260_301;

let small: SmallMarket;
let older: SmallMarket;
let signer: Signer;
let artifact: ArtifactFiles;
let opened = 0;
const countingRuntime: ModelRuntime = {
  ...ortRuntime,
  openSession: (bytes, expectation) => {
    opened++;
    return ortRuntime.openSession(bytes, expectation);
  },
};

const manifestBytes = (files: ReadonlyMap<string, Uint8Array>) => files.get(FILE.manifest) ?? new Uint8Array();
const signed = async (files: ReadonlyMap<string, Uint8Array>): Promise<ArtifactFiles> => ({
  files,
  signature: await signer.sign(manifestBytes(files)),
});

/** The code with which an artifact is refused, or that it was not. */
async function refusal(files: ArtifactFiles, id = small.built.id): Promise<ErrorCode | 'opened'> {
  return openArtifact(files, countingRuntime, { id, verifier: signer }).then(
    async (model) => {
      await model.close();
      return 'opened' as const;
    },
    (error: { code?: ErrorCode }) => {
      if (!error.code) throw error;
      return error.code;
    },
  );
}

/** The artifact with other files, its manifest rewritten and signed as its maker would: what no hash can show. */
async function forged(change: (files: Map<string, Uint8Array>, manifest: Manifest) => Partial<Manifest>) {
  const files = new Map(small.built.files);
  const { id: _, ...content } = { ...small.built.manifest, ...change(files, small.built.manifest) };
  const described = Object.keys(content.files).map((name) => {
    const bytes = files.get(name) ?? new Uint8Array();
    return [name, { sha256: sha256(bytes), size: bytes.length }];
  });
  const manifest = identify({ ...content, files: Object.fromEntries(described) });
  files.set(FILE.manifest, toBytes(canonicalJson(manifest)));
  return { id: manifest.id, artifact: await signed(files) };
}

beforeAll(async () => {
  signer = createMemorySigner();
  small = await smallMarket('US', [0, 3]);
  older = await smallMarket('US', [0, 3], 6);
  artifact = await signed(small.built.files);
});

describe('opening an artifact', () => {
  it('opens what was exported, with every origin and all golden rows right', async () => {
    const model = await openArtifact(artifact, ortRuntime, { id: small.built.id, verifier: signer });
    expect([...model.origins.keys()]).toEqual([0, 3]);
    expect(model.manifest.data.trainingFilms).toBe(model.films.length);
    await model.close();
  });

  it('trusts a pinned id without a signature', async () => {
    const model = await openArtifact({ files: small.built.files }, ortRuntime, { id: small.built.id });
    expect(model.id).toBe(small.built.id);
    await model.close();
  });

  it(`S4: refuses every change of one byte before a session is created (2,000 drawn with seed ${SEED})`, async () => {
    const random = seededRandom(SEED);
    const parts = [...small.built.files, ['signature', artifact.signature ?? new Uint8Array()] as const];
    const codes = new Set<string>();
    opened = 0;
    for (let round = 0; round < 2_000; round++) {
      // a file first, so that small files are hit as often as large ones
      const [name, bytes] = parts[Math.floor(random() * parts.length)] ?? ['', new Uint8Array()];
      const changed = Uint8Array.from(bytes);
      const at = Math.floor(random() * changed.length);
      changed[at] = ((changed[at] ?? 0) + 1 + Math.floor(random() * 255)) % 256;
      const attempt: ArtifactFiles =
        name === 'signature'
          ? { files: small.built.files, signature: changed }
          : { files: new Map(small.built.files).set(name, changed), signature: artifact.signature ?? changed };
      const code = await refusal(attempt);
      expect(code, `${name} byte ${at}`).not.toBe('opened');
      codes.add(code);
    }
    expect(opened).toBe(0);
    expect([...codes].sort()).toEqual([
      'artifact.corrupt',
      'artifact.id-mismatch',
      'artifact.malformed',
      'artifact.signature-invalid',
    ]);
  });

  it('S4: refuses truncated and missing files', async () => {
    for (const [name, bytes] of small.built.files) {
      const truncated = new Map(small.built.files).set(name, bytes.subarray(0, bytes.length - 1));
      expect(await refusal({ ...artifact, files: truncated }), name).toMatch(/^artifact\.(corrupt|malformed)$/);
      const without = new Map(small.built.files);
      without.delete(name);
      expect(await refusal({ ...artifact, files: without }), name).toBe('artifact.incomplete');
    }
  });

  it('S4: refuses an unsigned artifact, another key, and the signature of another artifact', async () => {
    expect(await refusal({ files: small.built.files })).toBe('artifact.unsigned');
    const stranger = createMemorySigner();
    const theirs = await stranger.sign(manifestBytes(small.built.files));
    expect(await refusal({ files: small.built.files, signature: theirs })).toBe('artifact.signature-invalid');
    const other = await signed(older.built.files);
    expect(await refusal({ files: small.built.files, signature: other.signature ?? theirs })).toBe(
      'artifact.signature-invalid',
    );
  });

  it('S4: refuses an older signed artifact that stands in the champion’s place', async () => {
    expect(await refusal(await signed(older.built.files))).toBe('artifact.id-mismatch');
    expect(await refusal(await signed(older.built.files), older.built.id)).toBe('opened');
  });

  it('S4: refuses graphs swapped between origins even when all hashes and the signature fit', async () => {
    const swapped = await forged((files) => {
      const [first, second] = [files.get('T+0.onnx'), files.get('T+3.onnx')];
      if (first && second) files.set('T+0.onnx', second).set('T+3.onnx', first);
      return {};
    });
    // the targets of T+3 are fewer, so outputs are missing before golden rows are compared
    expect(await refusal(swapped.artifact, swapped.id)).toMatch(/^(model\.interface|artifact\.golden-mismatch)$/);
  });

  it('S4: refuses a graph that answers otherwise than its golden rows', async () => {
    const other = await forged((files) => {
      const graph = older.built.files.get('T+0.onnx');
      if (graph) files.set('T+0.onnx', graph);
      return {};
    });
    expect(await refusal(other.artifact, other.id)).toBe('artifact.golden-mismatch');
  });

  it('S4: refuses golden rows that leave an output untested', async () => {
    const golden = JSON.parse(new TextDecoder().decode(small.built.files.get(FILE.golden)));
    delete golden['T+3'].outputs['total.boosting'];
    const lax = await forged((files) => {
      files.set(FILE.golden, toBytes(canonicalJson(golden)));
      return {};
    });
    expect(await refusal(lax.artifact, lax.id)).toBe('artifact.malformed');
  });

  it('S4: refuses an artifact of another feature catalogue', async () => {
    const catalogue = { ...small.built.manifest.catalogue, hash: 'f'.repeat(64) };
    const foreign = await forged(() => ({ catalogue }));
    expect(await refusal(foreign.artifact, foreign.id)).toBe('artifact.catalogue-mismatch');
  });

  it('reads only manifests that are canonical to the byte', () => {
    const spaced = toBytes(JSON.stringify(small.built.manifest, null, 1));
    expect(() => readManifest(spaced)).toThrow('artifact.malformed');
    expect(readManifest(manifestBytes(small.built.files)).id).toBe(small.built.id);
  });
});

describe('an artifact', () => {
  it('has the same bytes when it is made again from the same history', async () => {
    const again = (await smallMarket('US', [0, 3])).built;
    expect(again.id).toBe(small.built.id);
    for (const [name, bytes] of small.built.files)
      expect(Buffer.compare(again.files.get(name) ?? Buffer.of(), bytes), name).toBe(0);
  });

  it('says what it learnt from and how wrong it was, in both languages', () => {
    const card = new TextDecoder().decode(small.built.files.get(FILE.card));
    expect(card).toContain('simulator');
    expect(card).toContain('模拟器');
    expect(card).toContain('| T+3 |');
    const { data, report, trainedThrough } = small.built.manifest;
    expect(trainedThrough).toBe('2017-06-01');
    expect(data.trainingFilms).toBeGreaterThan(200);
    expect(report['T+3']?.outOfFold['stack']?.films).toBeGreaterThan(50);
    expect(report['T+0']?.outOfFold['multiplier']).toBeUndefined();
  });
});
