import { onnx } from 'onnx-proto';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../lib/errors/appError.ts';
import { checkGraph } from '../../../lib/onnx/checkGraph.ts';
import { buildTabularGraph } from '../../../lib/onnx/tabularGraph.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { expectationOf, sampleSpec } from './sampleGraph.ts';

const spec = sampleSpec();
const bytes = buildTabularGraph(spec);
const expectation = expectationOf(spec);

/** The sample graph after a change made through onnx-proto. */
function changed(change: (model: onnx.ModelProto, graph: onnx.GraphProto) => void): Uint8Array {
  const model = onnx.ModelProto.decode(Uint8Array.from(bytes)); // a copy: raw data are views of it
  change(model, model.graph as onnx.GraphProto);
  return onnx.ModelProto.encode(model).finish();
}

function codeOf(file: Uint8Array, asked = expectation): string {
  try {
    checkGraph(file, asked);
    return 'accepted';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** Changes one list of the first TreeEnsemble. */
function withList(name: string, change: (list: number[]) => void): Uint8Array {
  return changed((_, graph) => {
    const node = graph.node.find(({ opType }) => opType === 'TreeEnsemble');
    const attribute = node?.attribute?.find((one) => one.name === name);
    const list = (attribute?.ints ?? []).map(Number);
    change(list);
    if (attribute) attribute.ints = list;
  });
}

const double = (value: number) => new Uint8Array(Float64Array.of(value).buffer);

describe('the gate before the runtime', () => {
  it('lets pass what the product wrote, also after another encoder has written it again', () => {
    expect(codeOf(bytes)).toBe('accepted');
    expect(codeOf(changed(() => undefined))).toBe('accepted');
  });

  it('refuses a file that is too large', () => {
    expect(codeOf(bytes, { ...expectation, maxBytes: bytes.length - 1 })).toBe('model.too-large');
    expect(codeOf(new Uint8Array(65 * 1024 * 1024))).toBe('model.too-large');
  });

  it('refuses what is not ONNX: empty, cut off, text', () => {
    expect(codeOf(new Uint8Array())).toBe('model.versions');
    expect(codeOf(new TextEncoder().encode('film_id,title\n'))).toBe('model.not-onnx');
    for (const share of [0.1, 0.5, 0.9, 0.999]) {
      expect(codeOf(bytes.subarray(0, Math.floor(share * bytes.length)))).not.toBe('accepted');
    }
  });

  it('refuses numbers kept in another file', () => {
    const location = changed((_, graph) => {
      Object.assign(graph.initializer[0] ?? {}, {
        dataLocation: 1,
        externalData: [{ key: 'location', value: '/etc/passwd' }],
      });
    });
    expect(codeOf(location)).toBe('model.external-data');
    const inAttribute = changed((_, graph) => {
      const node = graph.node.find(({ opType }) => opType === 'TreeEnsemble');
      const tensor = node?.attribute?.find(({ name }) => name === 'leaf_weights')?.t;
      Object.assign(tensor ?? {}, { externalData: [{ key: 'location', value: 'weights.bin' }] });
    });
    expect(codeOf(inAttribute)).toBe('model.external-data');
  });

  it('refuses other versions of the format or of the operators', () => {
    expect(codeOf(changed((model) => Object.assign(model, { irVersion: 11 })))).toBe('model.versions');
    expect(codeOf(changed((model) => Object.assign(model.opsetImport[0] ?? {}, { version: 20 })))).toBe(
      'model.versions',
    );
    expect(
      codeOf(
        changed((model) => model.opsetImport.push(onnx.OperatorSetIdProto.create({ domain: 'evil', version: 1 }))),
      ),
    ).toBe('model.versions');
  });

  it('refuses operators, nested graphs and other parts that no model of the product has', () => {
    const loop = changed((_, graph) => graph.node.push(onnx.NodeProto.create({ opType: 'Loop', output: ['z'] })));
    expect(codeOf(loop)).toBe('model.operator');
    const custom = changed((_, graph) => Object.assign(graph.node[0] ?? {}, { domain: 'com.microsoft' }));
    expect(codeOf(custom)).toBe('model.operator');
    const nested = changed((_, graph) => {
      graph.node[0]?.attribute?.push({ name: 'body', type: 5, g: { name: 'g' } });
    });
    expect(codeOf(nested)).toBe('model.operator');
    const sparse = changed((_, graph) => graph.sparseInitializer.push(onnx.SparseTensorProto.create({ dims: [1] })));
    expect(codeOf(sparse)).toBe('model.operator');
    const training = changed((model) => model.trainingInfo.push(onnx.TrainingInfoProto.create({})));
    expect(codeOf(training)).toBe('model.operator');
  });

  it('refuses other inputs and outputs than expected', () => {
    expect(codeOf(bytes, { ...expectation, features: 8 })).toBe('model.interface');
    expect(codeOf(bytes, { ...expectation, outputs: expectation.outputs.slice(1) })).toBe('model.interface');
    expect(codeOf(bytes, { ...expectation, outputs: [...expectation.outputs, 'T+7.total.stack'] })).toBe(
      'model.interface',
    );
    expect(codeOf(changed((_, graph) => Object.assign(graph.input[0] ?? {}, { name: 'input' })))).toBe(
      'model.interface',
    );
    const asFloat = changed((_, graph) => Object.assign(graph.output[0]?.type?.tensorType ?? {}, { elemType: 1 }));
    expect(codeOf(asFloat)).toBe('model.interface');
  });

  it('refuses weights that are not finite numbers, wherever they stand', () => {
    for (const broken of [Number.NaN, Infinity, -Infinity]) {
      const inConstant = changed((_, graph) => {
        const slope = graph.initializer.find(({ name }) => name?.endsWith('/slope'));
        slope?.rawData?.set(double(broken), 8);
      });
      expect(codeOf(inConstant)).toBe('model.not-finite');
      const inLeaves = changed((_, graph) => {
        const node = graph.node.find(({ opType }) => opType === 'TreeEnsemble');
        node?.attribute?.find(({ name }) => name === 'leaf_weights')?.t?.rawData?.set(double(broken), 16);
      });
      expect(codeOf(inLeaves)).toBe('model.not-finite');
      const inDoubles = changed((_, graph) => {
        const start = graph.initializer.find(({ name }) => name?.endsWith('/start'));
        Object.assign(start ?? {}, { rawData: new Uint8Array(), doubleData: [broken] });
        delete (start as { rawData?: unknown }).rawData;
      });
      expect(codeOf(inDoubles)).toBe('model.not-finite');
    }
  });

  it('refuses constants whose numbers do not fill their shape', () => {
    const short = changed((_, graph) => Object.assign(graph.initializer[0] ?? {}, { dims: [6] }));
    expect(codeOf(short)).toBe('model.not-onnx');
    const strange = changed((_, graph) => Object.assign(graph.initializer[0] ?? {}, { dataType: 8 }));
    expect(codeOf(strange)).toBe('model.not-onnx');
  });

  it('refuses trees that would read beside the inputs or never end', () => {
    const set = (at: number, value: number) => (list: number[]) => {
      list[at] = value;
    };
    const broken = [
      withList('nodes_featureids', set(0, 7)),
      withList('nodes_featureids', set(0, -1)),
      withList('nodes_truenodeids', set(0, 0)), // its own child
      withList('nodes_truenodeids', set(0, 1_000_000)),
      withList('nodes_falsenodeids', set(3, -5)),
      withList('tree_roots', set(0, 1_000_000)),
      withList('leaf_targetids', set(0, 1)),
      withList('nodes_falseleafs', (list) => list.pop()),
    ];
    for (const file of broken) expect(codeOf(file)).toBe('model.tree');
    const twoTargets = changed((_, graph) => {
      const node = graph.node.find(({ opType }) => opType === 'TreeEnsemble');
      Object.assign(node?.attribute?.find(({ name }) => name === 'n_targets') ?? {}, { i: 2 });
    });
    expect(codeOf(twoTargets)).toBe('model.tree');
  });

  it('ends with a code or accepts, for two thousand random changes of a byte', () => {
    const random = seededRandom(101);
    const codes = new Set<string>();
    for (let trial = 0; trial < 2000; trial++) {
      const file = Uint8Array.from(bytes);
      const at = Math.floor(random() * file.length);
      file[at] = (file[at] ?? 0) ^ (1 + Math.floor(random() * 255));
      codes.add(codeOf(file));
    }
    expect(codes.size).toBeGreaterThan(3);
  });
});
