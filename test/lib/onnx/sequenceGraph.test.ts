import { onnx } from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import { ortRuntime } from '../../../lib/adapters/onnx/ortRuntime.ts';
import { AppError } from '../../../lib/errors/appError.ts';
import { fitSequenceModel } from '../../../lib/models/lstm/fitSequenceModel.ts';
import { predictSequence } from '../../../lib/models/lstm/predictSequence.ts';
import { selectSequences } from '../../../lib/models/lstm/sequenceModel.ts';
import { selectRows } from '../../../lib/models/matrix.ts';
import { checkSequenceGraph } from '../../../lib/onnx/checkSequenceGraph.ts';
import { buildSequenceGraph } from '../../../lib/onnx/sequenceGraph.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { CHANNELS, COLUMNS, GROUPS, inventFilms, inventInputs, STEPS } from '../models/lstm/inventFilms.ts';

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
const { model } = fitSequenceModel(inventFilms(200, { seed: 1 }), GROUPS, { seeds: 2, epochs: 8, seed: 5 });
const spec = {
  model,
  featureNames: names('f', COLUMNS),
  channelNames: names('c', CHANNELS),
  metadata: { market: 'US' },
};
const bytes = buildSequenceGraph(spec);
const expectation = { steps: STEPS, channels: CHANNELS, features: COLUMNS };

function changed(change: (model: onnx.ModelProto, graph: onnx.GraphProto) => void): Uint8Array {
  const proto = onnx.ModelProto.decode(Uint8Array.from(bytes)); // a copy: raw data are views of it
  change(proto, proto.graph as onnx.GraphProto);
  return onnx.ModelProto.encode(proto).finish();
}

function codeOf(file: Uint8Array, expected: Parameters<typeof checkSequenceGraph>[1] = expectation): string {
  try {
    checkSequenceGraph(file, expected);
    return 'accepted';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe('graphs of the sequence model in ONNX Runtime', () => {
  it('answer as the trainer does: usual, missing and extreme inputs, sequences of any length and of none', async () => {
    const session = await ortRuntime.openSequenceSession(bytes, expectation);
    for (const missing of [0, 0.3, 1]) {
      const asked = inventInputs(300, { seed: 3, missing, fewest: 0 });
      asked.sequences.data.forEach((value, at) => {
        if (at % 97 === 0 && at % CHANNELS > 0) asked.sequences.data[at] = value * 1e25;
      });
      const answers = await session.run(asked);
      predictSequence(model, asked).forEach((expected, film) => {
        const gap = Math.abs((answers[film] ?? Number.NaN) - expected);
        expect(gap).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(expected)));
      });
    }
    await session.close();
  });

  it('defect 46: answer a film alone as among others', async () => {
    const session = await ortRuntime.openSequenceSession(bytes, expectation);
    const asked = inventInputs(30, { seed: 4 });
    const many = await session.run(asked);
    const alone = await Promise.all(
      Array.from({ length: 30 }, (_, row) =>
        session.run({ sequences: selectSequences(asked.sequences, [row]), x: selectRows(asked.x, [row]) }),
      ),
    );
    alone.forEach((answer, row) => {
      expect(answer[0]).toBeCloseTo(many[row] ?? Number.NaN, 5);
    });
    const none = { sequences: selectSequences(asked.sequences, []), x: selectRows(asked.x, []) };
    expect((await session.run(none)).length).toBe(0);
    await session.close();
  });

  it('are the same bytes for the same model', () => {
    expect(Buffer.from(buildSequenceGraph(spec)).equals(Buffer.from(bytes))).toBe(true);
  });

  it('refuse inputs of another shape by a code', async () => {
    const session = await ortRuntime.openSequenceSession(bytes, expectation);
    const asked = inventInputs(3, { seed: 4 });
    const wide = { ...asked, x: { rows: 3, columns: 7, data: new Float32Array(21) } };
    await expect(session.run(wide)).rejects.toMatchObject({ code: 'model.inputs' });
    const short = { ...asked.sequences, steps: STEPS - 1, data: new Float32Array(3 * (STEPS - 1) * CHANNELS) };
    await expect(session.run({ ...asked, sequences: short })).rejects.toMatchObject({ code: 'model.inputs' });
    await session.close();
  });

  it('are not written with names that do not fit or numbers that are not finite', () => {
    expect(() => buildSequenceGraph({ ...spec, featureNames: [] })).toThrow(RangeError);
    expect(() => buildSequenceGraph({ ...spec, channelNames: [] })).toThrow(RangeError);
    const broken = model.networks.map((parameters) => parameters.map(() => Number.NaN));
    expect(() => buildSequenceGraph({ ...spec, model: { ...model, networks: broken } })).toThrow(RangeError);
  });
});

describe('the gate before graphs of sequences', () => {
  it('lets pass what the product wrote, also after another encoder has written it again', () => {
    expect(codeOf(bytes)).toBe('accepted');
    expect(codeOf(changed(() => undefined))).toBe('accepted');
  });

  it('refuses files too large, cut off, of other versions, with numbers elsewhere or not finite', () => {
    expect(codeOf(bytes, { ...expectation, maxBytes: bytes.length - 1 })).toBe('model.too-large');
    expect(codeOf(bytes.subarray(0, bytes.length >> 1))).not.toBe('accepted');
    expect(codeOf(changed((proto) => Object.assign(proto.opsetImport[0] ?? {}, { version: 20 })))).toBe(
      'model.versions',
    );
    const elsewhere = changed((_, graph) => {
      const external = { dataLocation: 1, externalData: [{ key: 'location', value: '/etc/passwd' }] };
      Object.assign(graph.initializer[0] ?? {}, external);
    });
    expect(codeOf(elsewhere)).toBe('model.external-data');
    const broken = changed((_, graph) => {
      const weights = graph.initializer.find(({ name }) => name?.endsWith('/fromHidden'));
      weights?.rawData?.set(new Uint8Array(Float32Array.of(Number.NaN).buffer), 8);
    });
    expect(codeOf(broken)).toBe('model.not-finite');
  });

  it('refuses operators that no sequence model has, and trees', () => {
    for (const opType of ['Loop', 'Scan', 'TreeEnsemble']) {
      const foreign = changed((_, graph) => graph.node.push(onnx.NodeProto.create({ opType, output: ['z'] })));
      expect(codeOf(foreign)).toBe('model.operator');
    }
  });

  it('refuses other inputs and outputs than expected', () => {
    for (const other of [{ steps: STEPS + 1 }, { channels: 1 }, { features: 1 }]) {
      expect(codeOf(bytes, { ...expectation, ...other })).toBe('model.interface');
    }
    expect(codeOf(changed((_, graph) => graph.output.pop()))).toBe('model.interface');
    expect(codeOf(changed((_, graph) => Object.assign(graph.input[0] ?? {}, { name: 'days' })))).toBe(
      'model.interface',
    );
  });

  it('ends with a code or accepts, for three hundred random changes of a byte', () => {
    const random = seededRandom(102);
    for (let trial = 0; trial < 300; trial++) {
      const file = Uint8Array.from(bytes);
      const at = Math.floor(random() * file.length);
      file[at] = (file[at] ?? 0) ^ (1 + Math.floor(random() * 255));
      expect(codeOf(file)).toBeTypeOf('string');
    }
  });
});
