import { readFileSync } from 'node:fs';
import path from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Faults of a lockfile: a package without version or integrity, a named host, an absent platform package. */
export function lockfileFaults(lock: {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}): readonly string[] {
  const { packages } = lock;
  const faults: string[] = [];
  for (const [name, one] of Object.entries(packages)) {
    if (name && !one.version && !one.link) faults.push(`${name}: no version`);
    if (name && !one.integrity && !one.link && !one.inBundle) faults.push(`${name}: no integrity`);
    if (one.resolved) faults.push(`${name}: names a host`);
    for (const optional of Object.keys(one.optionalDependencies ?? {})) {
      if (!reachable(packages, name, optional)) faults.push(`${name}: lacks ${optional}`);
    }
  }
  return faults;
}

/** Whether `wanted` stands in a node_modules folder at or above `from`. */
function reachable(packages: Readonly<Record<string, LockedPackage>>, from: string, wanted: string): boolean {
  for (
    let place = from;
    ;
    place = place.includes('/node_modules/') ? place.slice(0, place.lastIndexOf('/node_modules/')) : ''
  ) {
    if (packages[`${place ? `${place}/` : ''}node_modules/${wanted}`]) return true;
    if (!place) return false;
  }
}

if (process.argv[1] === import.meta.filename) {
  const lock = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../package-lock.json'), 'utf8'));
  const faults = lockfileFaults(lock);
  process.stdout.write(
    `${Object.keys(lock.packages).length} packages locked, ${faults.length} faults\n${faults.map((fault) => `  ${fault}\n`).join('')}`,
  );
  process.exitCode = faults.length > 0 ? 1 : 0;
}
