import { AppError } from '../../errors/appError.ts';
import type { SecretSource } from '../../ports/secretSource.ts';

/** The secret of the first of some places that has it. */
export function createFirstSecret(places: readonly SecretSource[]): SecretSource {
  return {
    async read(name) {
      for (const place of places) {
        try {
          return await place.read(name);
        } catch (error) {
          if (!(error instanceof AppError && error.code === 'collect.secret-missing')) throw error;
        }
      }
      throw new AppError('collect.secret-missing', { name });
    },
  };
}
