import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { AppError } from '../../errors/appError.ts';
import type { SecretSource } from '../../ports/secretSource.ts';

export interface AwsSecretsOptions {
  readonly secretsManager: Pick<SecretsManagerClient, 'send'>;
  readonly parameters: Pick<SSMClient, 'send'>;
  /** First part of every name, for example "marquee/sources/": a secret is `<prefix><NAME>`, a parameter `/<prefix><NAME>`. */
  readonly prefix: string;
  /** How long a value is used before it is read again, so that a rotated key is taken over. */
  readonly keptMs: number;
  readonly clock: () => number;
}

/**
 * Secrets of Secrets Manager, or where there is none of the name, secure parameters of SSM. Values live in this process's
 * memory alone.
 */
export function createAwsSecrets({
  secretsManager,
  parameters,
  prefix,
  keptMs,
  clock,
}: AwsSecretsOptions): SecretSource {
  const kept = new Map<string, { readonly value: string; readonly until: number }>();

  async function fetchSecret(name: string): Promise<string | undefined> {
    const secret = await secretsManager
      .send(new GetSecretValueCommand({ SecretId: `${prefix}${name}` }))
      .catch(undefinedWhenMissing);
    if (secret?.SecretString) return secret.SecretString;
    const parameter = await parameters
      .send(new GetParameterCommand({ Name: `/${prefix}${name}`, WithDecryption: true }))
      .catch(undefinedWhenMissing);
    return parameter?.Parameter?.Value;
  }

  return {
    async read(name) {
      const known = kept.get(name);
      if (known && known.until > clock()) return known.value;
      const value = await fetchSecret(name);
      if (!value) throw new AppError('collect.secret-missing', { name });
      kept.set(name, { value, until: clock() + keptMs });
      return value;
    },
  };
}

/** Not there, or not for this role: the name is said, the reason is in the audit trail. Anything else is a failure. */
function undefinedWhenMissing(error: Error): undefined {
  if (['ResourceNotFoundException', 'ParameterNotFound', 'AccessDeniedException'].includes(error.name))
    return undefined;
  throw new AppError('store.unavailable', { operation: 'read secret' }, { cause: error });
}
