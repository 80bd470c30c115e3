import { AppError } from '../../errors/appError.ts';
import type { SecretSource } from '../../ports/secretSource.ts';

/** Secrets in variables of the environment, `MARQUEE_SECRET_<NAME>`, for one machine. */
export function createEnvironmentSecrets(environment: Readonly<Record<string, string | undefined>>): SecretSource {
  return {
    async read(name) {
      const value = environment[`MARQUEE_SECRET_${name}`];
      if (!value) throw new AppError('collect.secret-missing', { name });
      return value;
    },
  };
}
