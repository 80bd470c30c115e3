import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import asc from 'assemblyscript/asc';

const FOLDER = path.resolve(import.meta.dirname, '../../../../lib/models/lstm/kernel');

/** The WebAssembly module that the source of the kernel compiles to. @throws Error with what the compiler says */
export async function compileKernel(): Promise<Uint8Array> {
  const source = readFileSync(path.join(FOLDER, 'assembly/kernel.ts'), 'utf8');
  let binary: Uint8Array | undefined;
  const options = [
    'kernel.ts',
    '-O3',
    '--runtime',
    'stub',
    '--noAssert',
    '--enable',
    'simd',
    '--outFile',
    'kernel.wasm',
  ];
  const { error, stderr } = await asc.main(options, {
    readFile: (name) => (name === 'kernel.ts' ? source : null),
    writeFile: (name, contents) => {
      if (name === 'kernel.wasm') binary = contents as Uint8Array;
    },
    listFiles: () => [],
  });
  if (error || !binary) throw new Error(`the kernel does not compile: ${stderr.toString()}`, { cause: error });
  return binary;
}

/** The file that carries the module. */
export const KERNEL_MODULE = path.join(FOLDER, 'kernelModule.ts');

/** What stands in it. */
export function moduleText(binary: Uint8Array): string {
  return `/** The module compiled from assembly/kernel.ts by \`npm run kernel\`, in base64. */
export const KERNEL_MODULE =
  '${Buffer.from(binary).toString('base64')}';
`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(KERNEL_MODULE, moduleText(await compileKernel()));
