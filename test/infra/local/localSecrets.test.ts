import { describe, expect, it } from 'vitest';
import { localSecrets } from '../../../infra/local/lambda/localSecrets.ts';

const own = { MARQUEE_SECRET_KOBIS_KEY: 'canary', MARQUEE_SECRET_GONE: undefined, HOME: '/root' };

describe('secrets of the local run', () => {
  it('are those of the machine, for functions that are declared to read secrets', () => {
    expect(localSecrets({ MARQUEE_SOURCE_SECRETS: 'marquee/sources/' }, own)).toEqual({
      MARQUEE_SECRET_KOBIS_KEY: 'canary',
      MARQUEE_SOURCE_SECRETS: '', // so that AWS is not asked
    });
  });

  it('S11 are not given to any other function', () => {
    expect(localSecrets({ MARQUEE_FILMS_TABLE: 'films' }, own)).toEqual({});
  });
});
