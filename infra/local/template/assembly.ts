import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LocalError } from '../localError.ts';

/** Anything a template may hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

interface TemplateResource {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly Condition?: string;
  readonly Metadata?: JsonObject;
}

/** The parts of a CloudFormation template that matter here. */
interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: Json }>>;
  readonly Mappings?: JsonObject;
  readonly Conditions?: JsonObject;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: Json; readonly Export?: { readonly Name: Json } }>>;
}

/** One stack of the app, as `cdk synth` wrote it. */
export interface StackTemplate {
  readonly name: string;
  readonly template: Template;
  /** Hash of a file asset -> its folder or file, absolute. */
  readonly assets: ReadonlyMap<string, string>;
}

interface Manifest {
  readonly artifacts?: Readonly<Record<string, { readonly type: string; readonly properties?: ManifestStack }>>;
}
interface ManifestStack {
  readonly templateFile?: string;
  readonly stackName?: string;
}
interface AssetManifest {
  readonly files?: Readonly<Record<string, { readonly source: { readonly path?: string } }>>;
}

/**
 * Reads all stacks of a synthesized app.
 * @param folder what `cdk synth` wrote, usually `cdk.out`
 * @throws LocalError `local.template-missing` or `local.template-unreadable`
 */
export function readAssembly(folder: string): readonly StackTemplate[] {
  const manifest = readJson(path.join(folder, 'manifest.json')) as Manifest;
  const stacks = Object.entries(manifest.artifacts ?? {}).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  if (stacks.length === 0) throw new LocalError('local.template-missing', { folder });
  const assets = readAssets(folder);
  return stacks.map(([id, { properties }]) => {
    const template = readJson(
      path.join(folder, properties?.templateFile ?? `${id}.template.json`),
    ) as unknown as Template;
    return { name: properties?.stackName ?? id, template, assets };
  });
}

function readAssets(folder: string): ReadonlyMap<string, string> {
  const assets = new Map<string, string>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.assets.json'))) {
    const { files } = readJson(path.join(folder, name)) as unknown as AssetManifest;
    for (const [hash, { source }] of Object.entries(files ?? {})) {
      if (source.path !== undefined) assets.set(hash, path.resolve(folder, source.path));
    }
  }
  return assets;
}

function readJson(file: string): JsonObject {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new LocalError('local.template-missing', { folder: path.dirname(file) }, { cause: error });
  }
  try {
    return JSON.parse(text) as JsonObject;
  } catch (error) {
    throw new LocalError('local.template-unreadable', { file, reason: String(error) }, { cause: error });
  }
}
