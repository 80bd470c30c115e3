import { ENVIRONMENT } from '../../lib/deployment/environment.ts';

/**
 * A name that the stack has set for this function.
 * @throws Error naming the variable when it is not set: a function that was deployed wrongly must not half work
 */
export function setting(name: keyof typeof ENVIRONMENT): string {
  const value = process.env[ENVIRONMENT[name]];
  if (!value) throw new Error(`the environment variable ${ENVIRONMENT[name]} is not set`);
  return value;
}
