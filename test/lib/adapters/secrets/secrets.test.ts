import type { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { createAwsSecrets } from '../../../../lib/adapters/secrets/awsSecrets.ts';
import { createEnvironmentSecrets } from '../../../../lib/adapters/secrets/environmentSecrets.ts';
import { createFirstSecret } from '../../../../lib/adapters/secrets/firstSecret.ts';

const named = (name: string) => Object.assign(new Error('no: canary-5512'), { name });

/** Secrets Manager and SSM holding these, counted. */
function account(secrets: Record<string, string>, values: Record<string, string>, failure?: Error) {
  const asked: string[] = [];
  let now = 0;
  const source = createAwsSecrets({
    secretsManager: {
      async send({ input }: GetSecretValueCommand) {
        asked.push(`secret ${input.SecretId}`);
        if (failure) throw failure;
        const SecretString = secrets[input.SecretId ?? ''];
        if (SecretString === undefined) throw named('ResourceNotFoundException');
        return { SecretString };
      },
    } as unknown as SecretsManagerClient,
    parameters: {
      async send({ input }: GetParameterCommand) {
        asked.push(`parameter ${input.Name} ${input.WithDecryption}`);
        const Value = values[input.Name ?? ''];
        if (Value === undefined) throw named('ParameterNotFound');
        return { Parameter: { Value } };
      },
    } as unknown as SSMClient,
    prefix: 'marquee/sources/',
    keptMs: 60_000,
    clock: () => now,
  });
  return {
    asked,
    source,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('secrets of sources', () => {
  it('come from Secrets Manager, or else from SSM, and are read again when they may have been rotated', async () => {
    const { source, asked, pass } = account({ 'marquee/sources/A': 'a1' }, { '/marquee/sources/B': 'b1' });
    expect([await source.read('A'), await source.read('A'), await source.read('B')]).toEqual(['a1', 'a1', 'b1']);
    expect(asked).toEqual([
      'secret marquee/sources/A',
      'secret marquee/sources/B',
      'parameter /marquee/sources/B true',
    ]);
    pass(60_001);
    await source.read('A');
    expect(asked).toHaveLength(4);
  });

  it('are said to be missing by their names', async () => {
    await expect(account({}, {}).source.read('A')).rejects.toThrow(/collect.secret-missing \{"name":"A"\}/);
  });

  it('S11 a store that fails is no missing secret, and its words are not passed on', async () => {
    const failure = await account({}, {}, named('InternalServiceError'))
      .source.read('A')
      .catch((error: Error) => error);
    expect(failure).toMatchObject({ code: 'store.unavailable' });
    expect((failure as Error).message).not.toContain('canary');
  });

  it('stand in the environment of one machine, which is asked first', async () => {
    const { source, asked } = account({ 'marquee/sources/B': 'b1' }, {});
    const both = createFirstSecret([
      createEnvironmentSecrets({ MARQUEE_SECRET_A: 'a0', MARQUEE_SECRET_E: '' }),
      source,
    ]);
    expect([await both.read('A'), await both.read('B')]).toEqual(['a0', 'b1']);
    expect(asked).toEqual(['secret marquee/sources/B']);
    await expect(both.read('E')).rejects.toThrow(/collect.secret-missing/);
  });
});
