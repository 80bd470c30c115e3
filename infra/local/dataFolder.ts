import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeFileAtomic } from './files/writeFileAtomic.ts';
import { LocalError } from './localError.ts';

/** Ports that the servers had; a next start takes the same ones, so that addresses written down stay right. */
interface Ports {
  readonly s3?: number;
  readonly dynamodb?: number;
  readonly lambda?: number;
  readonly kms?: number;
  readonly issuer?: number;
  readonly kinesis?: number;
  readonly sqs?: number;
}

/** Where a local run keeps what shall outlive it; without a folder everything is in memory. */
export interface DataFolder {
  /** The path of a part, or undefined when nothing is kept. */
  part(name: string): string | undefined;
  ports(): Promise<Ports>;
  keepPorts(ports: Ports): Promise<void>;
  /** Writes down who uses the folder, for the message to a second one. */
  claim(): Promise<void>;
  release(): Promise<void>;
  /** The error that tells a second process who has the folder. */
  inUse(cause: unknown): Promise<LocalError>;
}

/** @param folder created when missing; undefined = in memory */
export async function openDataFolder(folder: string | undefined): Promise<DataFolder> {
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const part = (name: string) => (folder === undefined ? undefined : path.join(folder, name));
  const read = async <T>(name: string): Promise<Partial<T>> => {
    const file = part(name);
    if (file === undefined) return {};
    // Whatever cannot be read is as good as missing: both files are conveniences.
    return readFile(file, 'utf8').then(
      (text) => JSON.parse(text) as T,
      () => ({}),
    );
  };
  const write = async (name: string, content: object): Promise<void> => {
    const file = part(name);
    if (file !== undefined) await writeFileAtomic(file, `${JSON.stringify(content)}\n`);
  };
  return {
    part,
    ports: () => read<Ports>('ports.json'),
    keepPorts: (ports) => write('ports.json', ports),
    claim: () => write('owner.json', { pid: process.pid }),
    async release() {
      const file = part('owner.json');
      if (file !== undefined) await rm(file, { force: true });
    },
    async inUse(cause) {
      const { pid = 0 } = await read<{ pid: number }>('owner.json');
      return new LocalError('local.folder-in-use', { folder: folder ?? '', pid }, { cause });
    },
  };
}
