import { ENVIRONMENT } from '../../../lib/deployment/environment.ts';

const PREFIX = 'MARQUEE_SECRET_';

/**
 * What a function that reads secrets finds on this machine: those of the machine's own variables, and no name to ask AWS
 * by. A function whose template declares no secrets gets none.
 * @param declared variables that the template sets for the function
 * @param own variables of this process
 */
export function localSecrets(
  declared: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  if (declared[ENVIRONMENT.secretPrefix] === undefined) return {};
  const secrets = Object.entries(own).flatMap(([name, value]): [string, string][] =>
    name.startsWith(PREFIX) && value !== undefined ? [[name, value]] : [],
  );
  return { ...Object.fromEntries(secrets), [ENVIRONMENT.secretPrefix]: '' };
}
