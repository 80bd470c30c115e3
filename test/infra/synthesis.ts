import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Parameters: Readonly<Record<string, { readonly Default?: string }>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: string } }>>;
}

/** One resource with where it was found. */
export interface Found extends Resource {
  readonly stack: string;
  readonly id: string;
}

/** What `cdk synth` wrote. */
export class Synthesis {
  readonly folder: string;
  readonly seconds: number;
  readonly templates: ReadonlyMap<string, Template>;

  constructor(folder: string, seconds: number, templates: ReadonlyMap<string, Template>) {
    this.folder = folder;
    this.seconds = seconds;
    this.templates = templates;
  }

  /** All resources of a type, in all stacks. */
  all(type: string): Found[] {
    return [...this.templates].flatMap(([stack, template]) =>
      Object.entries(template.Resources)
        .filter(([, resource]) => resource.Type === type)
        .map(([id, resource]) => ({ ...resource, stack, id })),
    );
  }

  /** The one resource of a type, or the one of them whose logical id begins so. */
  one(type: string, idBegins = ''): Found {
    const [found, ...more] = this.all(type).filter(({ id }) => id.startsWith(idBegins));
    if (!found || more.length > 0)
      throw new Error(`expected one ${type} ${idBegins}, found ${more.length + (found ? 1 : 0)}`);
    return found;
  }

  /** The functions by their folder below `functions/`. */
  functions(): ReadonlyMap<string, Found> {
    const variables = (found: Found) =>
      (found.Properties['Environment'] as { Variables: Record<string, string> }).Variables;
    return new Map(
      this.all('AWS::Lambda::Function').map((fn) => [String(variables(fn)['POWERTOOLS_SERVICE_NAME']), fn]),
    );
  }

  /** The bundle of a function. */
  bundle(fn: Found): string {
    return path.join(this.folder, String(fn.Metadata?.['aws:asset:path']));
  }
}

// Within the project, as the real one: source maps name their sources relative to the bundle.
const OUTPUTS = path.resolve(import.meta.dirname, '../../cdk.out');

/**
 * Synthesizes the app with the command of the deploy page into a folder of its own.
 * Nothing outside may be needed: no credentials, no network (every proxy is a closed port), no container.
 */
export async function synthesize(): Promise<Synthesis> {
  await mkdir(OUTPUTS, { recursive: true });
  const folder = await mkdtemp(path.join(OUTPUTS, 'test-'));
  const nowhere = 'http://127.0.0.1:9';
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    LAMBDA_ARCH: 'arm64',
    CDK_DOCKER: '/nonexistent/docker',
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const began = performance.now();
  const out = path.join(folder, 'out');
  try {
    await promisify(execFile)('npx', ['cdk', 'synth', '-q', '-o', out], { env, maxBuffer: 1e8 });
    return await read(out, (performance.now() - began) / 1000);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

export async function discard(synthesis: Synthesis | undefined): Promise<void> {
  if (synthesis) await rm(path.dirname(synthesis.folder), { recursive: true, force: true });
}

async function read(folder: string, seconds: number): Promise<Synthesis> {
  const suffix = '.template.json';
  const files = (await readdir(folder)).filter((file) => file.endsWith(suffix)).sort();
  const templates = new Map<string, Template>();
  for (const file of files) {
    templates.set(file.slice(0, -suffix.length), JSON.parse(await readFile(path.join(folder, file), 'utf8')));
  }
  return new Synthesis(folder, seconds, templates);
}
