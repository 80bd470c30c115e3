import { describe, expect, it } from 'vitest';
import type { Item } from '../../../lib/ports/itemTable.ts';
import { asProblem, createWorld, NOW, SAMPLE, type World } from './world.ts';

const film = SAMPLE.films.find((candidate) => candidate.market === 'CN' && candidate.finalGross !== undefined);
const ask = { body: { filmId: film?.filmId, origin: 'T+3' } };
const health = { method: 'GET', path: '/v1/health' };

interface HealthCn {
  readonly markets: { readonly CN: { serving: { artifactId: string } | null; notes: { code: string }[] } };
}

async function servingOf(send: World['send']) {
  const { CN } = ((await send(health)).body as HealthCn).markets;
  return { artifactId: CN.serving?.artifactId, notes: CN.notes.map(({ code }) => code) };
}

/** Replaces files of an artifact in the bucket, as somebody with access to it could. */
async function damage(
  world: World,
  artifactId: string,
  edit: (file: string, body: Uint8Array) => Uint8Array | undefined,
) {
  const { artifacts } = world.inner;
  for (const key of await artifacts.list(`artifacts/${artifactId}/`)) {
    const stored = await artifacts.get(key);
    const file = key.slice(key.lastIndexOf('/') + 1);
    const body = stored && edit(file, stored.body);
    if (body) await artifacts.put(key, body);
    else await artifacts.remove(key);
  }
}

const flip = (body: Uint8Array) => Uint8Array.from(body, (byte, at) => (at === body.length >> 1 ? byte ^ 1 : byte));

describe('S4 a new champion that must not serve', () => {
  it.each([
    [
      'a corrupt model',
      (file: string, body: Uint8Array) => (file === 'model.json' ? flip(body) : body),
      'artifact.corrupt',
    ],
    [
      'a corrupt manifest',
      (file: string, body: Uint8Array) => (file === 'manifest.json' ? flip(body) : body),
      'artifact.id-mismatch',
    ],
    [
      'a truncated model',
      (file: string, body: Uint8Array) => (file === 'model.json' ? body.slice(0, 5) : body),
      'artifact.corrupt',
    ],
    [
      'a missing model',
      (file: string, body: Uint8Array) => (file === 'model.json' ? undefined : body),
      'artifact.incomplete',
    ],
    [
      'a missing signature',
      (file: string, body: Uint8Array) => (file === 'manifest.sig' ? undefined : body),
      'artifact.unsigned',
    ],
    [
      'a corrupt signature',
      (file: string, body: Uint8Array) => (file === 'manifest.sig' ? flip(body) : body),
      'artifact.signature-invalid',
    ],
    ['no files at all', () => undefined, 'artifact.unknown'],
  ])('leaves the former one in place: %s', async (_, edit, code) => {
    const world = await createWorld();
    expect((await world.send(ask)).body).toMatchObject({ artifact: 'x3', degraded: false });
    const second = await world.publish('CN', 4);
    await damage(world, second, edit);
    await world.registry.promote('CN', second, 1, null);
    const answer = await world.send(ask);
    expect(answer.body).toMatchObject({ artifact: 'x3', degraded: true, staleSources: ['model'] });
    expect(await servingOf(world.send)).toEqual({ artifactId: world.first, notes: [code] });
    // A process that starts only now finds the former one through the pointer.
    const cold = world.open('cold');
    expect((await cold(ask)).body).toMatchObject({ artifact: 'x3', degraded: true });
    expect(await servingOf(cold)).toEqual({ artifactId: world.first, notes: [code] });
  });

  it('refuses an older signed artifact laid over a newer one', async () => {
    const world = await createWorld();
    const second = await world.promote('CN', 4);
    const older = await world.registry.load(world.first);
    await damage(world, second, (file) => (file === 'manifest.sig' ? older?.signature : older?.files.get(file)));
    expect(await servingOf(world.open('cold'))).toEqual({ artifactId: world.first, notes: ['artifact.id-mismatch'] });
  });

  it('refuses a pointer that was changed by hand', async () => {
    const world = await createWorld();
    await world.send(ask);
    const second = await world.publish('CN', 4);
    const genuine = (await world.inner.operations.get('champion#CN', 'pointer')) as Item;
    await world.inner.operations.put({ ...genuine, artifactId: second, sequence: 2, version: 2 });
    expect((await world.send(ask)).body).toMatchObject({ artifact: 'x3', degraded: true });
    expect(await servingOf(world.send)).toEqual({ artifactId: world.first, notes: ['champion.seal-invalid'] });
    expect(asProblem(await world.open('cold')(ask))).toMatchObject({ status: 503, code: 'champion.seal-invalid' });
  });

  it('refuses an old pointer written back, and follows a rollback made by its command', async () => {
    const world = await createWorld();
    const old = (await world.inner.operations.get('champion#CN', 'pointer')) as Item;
    const second = await world.promote('CN', 4);
    await world.send(ask);
    await world.inner.operations.put(old);
    expect(await servingOf(world.send)).toEqual({ artifactId: second, notes: ['champion.rolled-back'] });
    await world.inner.operations.remove('champion#CN', 'pointer');
    expect((await world.send(ask)).body).toMatchObject({ artifact: 'x4', degraded: true });

    const other = await createWorld();
    await other.promote('CN', 4);
    await other.send(ask);
    await other.registry.rollback('CN', 'it was wrong');
    expect((await other.send(ask)).body).toMatchObject({ artifact: 'x3', degraded: false });
    expect(await servingOf(other.send)).toEqual({ artifactId: other.first, notes: [] });
  });

  it('takes the champion once it is whole again', async () => {
    let skipped = 0;
    const world = await createWorld({ clock: () => NOW + skipped });
    await world.send(ask);
    const second = await world.publish('CN', 4);
    const whole = await world.registry.load(second);
    await damage(world, second, (file, body) => (file === 'model.json' ? flip(body) : body));
    await world.registry.promote('CN', second, 1, null);
    expect((await world.send(ask)).body).toMatchObject({ artifact: 'x3' });
    await world.inner.artifacts.put(
      `artifacts/${second}/model.json`,
      whole?.files.get('model.json') ?? new Uint8Array(),
    );
    skipped += 61_000;
    expect((await world.send(ask)).body).toMatchObject({ artifact: 'x4', degraded: false });
  });
});

describe('R9 a switch of champions', () => {
  it('is seen whole by every request: of 2,000 during 50 switches none fails and none mixes versions', async () => {
    const world = await createWorld();
    const processes = Array.from({ length: 4 }, (_, index) => world.open(`p${index}`));
    let done = false;
    const switches = (async () => {
      for (let index = 0; index < 50; index++) {
        await world.promote('CN', 4 + index);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      done = true;
    })();
    let asked = 0;
    const seen = new Set<string>();
    const client = async (send: World['send']) => {
      while (!done || asked < 2000) {
        asked++;
        const { status, body } = await send(ask);
        const told = body as { artifact: string; base: number; total: { p50: number }; degraded: boolean };
        expect(status).toBe(200);
        expect(told.degraded).toBe(false);
        expect(told.total.p50).toBe(told.base * Number(told.artifact.slice(1)));
        seen.add(told.artifact);
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await Promise.all([switches, ...processes.map(client)]);
    expect(asked).toBeGreaterThanOrEqual(2000);
    expect(seen.size).toBeGreaterThan(25);
  });
});
