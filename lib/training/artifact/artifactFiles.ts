/** The files of an artifact by name (`manifest.json`, `T+3.onnx`, …) with the detached signature of its manifest. */
export interface ArtifactFiles {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** ECDSA over the bytes of `manifest.json`; outside the byte promise, since every signing draws a fresh number. */
  readonly signature?: Uint8Array;
}

/** Names of the files beside the graphs. */
export const FILE = {
  manifest: 'manifest.json',
  explanations: 'shap.bin',
  calibration: 'calibration.json',
  context: 'context.json',
  comparables: 'comparables.json',
  golden: 'golden.json',
  sequence: 'sequence.onnx',
  goldenSequences: 'sequence-golden.bin',
  card: 'card.md',
} as const;

/** The graph of an origin, for example "T+3.onnx". */
export const graphFile = (origin: string) => `${origin}.onnx`;

export const toText = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
export const toBytes = (text: string) => new TextEncoder().encode(text);
