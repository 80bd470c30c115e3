import path from 'node:path';
import { type BundlingOptions, Charset, OutputFormat, SourceMapMode } from 'aws-cdk-lib/aws-lambda-nodejs';
import { SHIPPED_ARTIFACTS } from '../../lib/deployment/shippedArtifacts.ts';
import { type NativePlatform, PROJECT_ROOT } from '../settings.ts';

/** What a bundle holds beside its code. */
export type Cargo = 'onnxruntime' | 'modelArtifacts' | 'mappingWorker';

// Bundled CommonJS packages expect these three; the aliases keep clear of sources that import the same names.
const BANNER = [
  "import{createRequire as __createRequire}from'node:module';",
  "import{fileURLToPath as __fileURLToPath}from'node:url';",
  "import{dirname as __pathDirname}from'node:path';",
  'const require=__createRequire(import.meta.url);',
  'const __filename=__fileURLToPath(import.meta.url);',
  'const __dirname=__pathDirname(__filename);',
].join('');

/**
 * How a handler becomes one ES module for Node 24, with the local esbuild and no container.
 * onnxruntime stays outside the module, because it is native: the files of one platform are copied beside it. The
 * shipped model lies beside the module too, as `model-artifacts/`.
 */
export function bundling(platform: NativePlatform, cargo: readonly Cargo[]): BundlingOptions {
  return {
    format: OutputFormat.ESM,
    target: 'node24',
    mainFields: ['module', 'main'],
    bundleAwsSDK: true,
    minify: true,
    charset: Charset.UTF8,
    sourceMap: true,
    sourceMapMode: SourceMapMode.DEFAULT,
    sourcesContent: false,
    banner: BANNER,
    externalModules: ['onnxruntime-node'],
    commandHooks: {
      beforeBundling: () => [],
      beforeInstall: () => [],
      afterBundling: (_source, output) => cargo.flatMap((kind) => LOADERS[kind](output, platform)),
    },
  };
}

const LOADERS: Record<Cargo, (output: string, platform: NativePlatform) => string[]> = {
  onnxruntime: copyOnnxRuntime,
  modelArtifacts: copyModelArtifacts,
  mappingWorker: bundleMappingWorker,
};

function copyOnnxRuntime(output: string, { system, processor }: NativePlatform): string[] {
  const source = path.join(PROJECT_ROOT, 'node_modules');
  const target = path.join(output, 'node_modules');
  const binary = `onnxruntime-node/bin/napi-v6/${system}/${processor}`;
  return [
    `mkdir -p "${target}/${binary}" "${target}/onnxruntime-node/dist" "${target}/onnxruntime-common/dist"`,
    `cp -R "${source}/${binary}/." "${target}/${binary}/"`,
    `cp "${source}/onnxruntime-node/package.json" "${target}/onnxruntime-node/"`,
    `cp "${source}"/onnxruntime-node/dist/*.js "${target}/onnxruntime-node/dist/"`,
    `cp "${source}/onnxruntime-common/package.json" "${target}/onnxruntime-common/"`,
    `cp -R "${source}/onnxruntime-common/dist/cjs" "${target}/onnxruntime-common/dist/"`,
    `find "${target}/onnxruntime-common" \\( -name "*.map" -o -name "*.d.ts" \\) -delete`,
  ];
}

// Those alone whose ids are pinned in code: the others would be refused anyway.
function copyModelArtifacts(output: string): string[] {
  const source = path.join(PROJECT_ROOT, 'model-artifacts');
  const target = path.join(output, 'model-artifacts');
  const copies = Object.values(SHIPPED_ARTIFACTS).map((id) => `cp -R "${source}/${id}" "${target}/"`);
  return [`mkdir -p "${target}"`, ...copies];
}

// A thread starts from a file of its own.
function bundleMappingWorker(output: string): string[] {
  const esbuild = path.join(PROJECT_ROOT, 'node_modules/.bin/esbuild');
  const worker = path.join(PROJECT_ROOT, 'lib/adapters/jmespath/mappingWorker.ts');
  const options = '--bundle --minify --platform=node --target=node24 --format=esm --charset=utf8 --log-level=warning';
  return [`"${esbuild}" "${worker}" ${options} --outfile="${output}/mappingWorker.mjs"`];
}
