import { afterAll, describe, expect, it } from 'vitest';
import { createAnswerMapper } from '../../../../lib/adapters/jmespath/createAnswerMapper.ts';

const mapper = createAnswerMapper();
afterAll(() => mapper.close());

const DOCUMENT = { list: Array.from({ length: 500 }, (_, at) => ({ id: at, title: `film ${at}`, tags: ['a', 'b'] })) };
const evaluate = (expression: string, document: unknown = DOCUMENT) =>
  mapper.map({ rows: '`[]`', answer: { found: expression }, row: {} }, document).then(({ answer }) => answer['found']);

const chain = (first: string, next: string, times: number) => `${first}${next.repeat(times)}`;

/** Sixteen thousand entries. */
const MANY = chain('list', '[].[@,@][]', 5);

/** What makes much of little, loops long, nests deep, or is no expression. */
const HOSTILE: readonly (readonly [title: string, expression: string])[] = [
  ['doubling lists', chain('[@,@]', '|[@,@]', 40)],
  ['doubling lists within the depth that is allowed', chain('[list,list]', '|[@[],@[]]|[]', 20)],
  ['doubling and flattening', chain('[@,@]', '|[[],[]]|[]', 60)],
  ['doubling projections', chain('[@,@]', '[].[@,@]', 40)],
  ['doubling objects', chain('{a:@,b:@}', '|{a:@,b:@}', 40)],
  ['doubling texts', chain('to_string(@)', '|to_string([@,@])', 60)],
  ['joining texts', chain("join('',[to_string(@),to_string(@)])", "|join('',[@,@])", 40)],
  ['a filter within a filter', 'list[?length(list(@))]'],
  ['every pair of rows', chain('list', '[].[@,@][]', 30)],
  ['sorting again and again', chain(MANY, ' | sort_by(@,&title)', 400)],
  ['mapping again and again', chain('list[].id', ' | map(&to_string(@),@)', 600)],
  ['reversing again and again', chain(MANY, ' | reverse(@)', 4_000)],
  ['merging again and again', chain(MANY, ' | [].merge(@,@,{a:@,b:@,c:@})', 10)],
  ['brackets, deep', `${'('.repeat(900)}@${')'.repeat(900)}`],
  ['lists, deep', `${'['.repeat(200)}@${']'.repeat(200)}`],
  ['negation, deep', `${'!'.repeat(20_000)}@`],
  ['a function that is not there', 'system(@)'],
  ['a literal that is not JSON', '`{]`'],
  ['brackets that do not close', 'list[?id == `1`'],
  ['a text that does not close', "'open"],
  ['nothing that can be read', '..list'],
  ['a slice without a step', 'list[::0]'],
];

describe('S15 expressions of configuration', () => {
  it.each(HOSTILE)('S15 stops %s', async (_, expression) => {
    const before = performance.now();
    const memory = process.memoryUsage().heapUsed;
    await expect(evaluate(expression)).rejects.toThrow(/collect.mapping-stopped/);
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(process.memoryUsage().heapUsed - memory).toBeLessThan(50 * 1024 * 1024);
    // and the next one, which is honest, is served
    expect(await evaluate('list[1].title')).toBe('film 1');
  });

  it('S15 stops one that runs for ever after 50 ms of its own processor time', async () => {
    const slow = createAnswerMapper();
    try {
      await expect(
        slow.map({ rows: '`[]`', answer: { found: chain('list', '[].[@,@][]', 30) }, row: {} }, DOCUMENT),
      ).rejects.toThrow(/more than 50 ms/);
    } finally {
      await slow.close();
    }
  });

  it.each(['constructor', '__proto__', 'list[0].constructor', '__proto__.polluted', 'to_string(constructor)'])(
    'finds no more in %s than a JSON document has',
    async (expression) => {
      const found = await evaluate(expression);
      expect(found === null || found === 'null' || JSON.stringify(found) === '{}').toBe(true);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    },
  );

  it('evaluates rows on their own, and says where there is no list', async () => {
    const plan = { rows: 'list[?id > `497`]', answer: { count: 'length(list)' }, row: { id: 'id', last: 'tags[-1]' } };
    expect(await mapper.map(plan, DOCUMENT)).toEqual({
      answer: { count: 500 },
      rows: [
        { id: 498, last: 'b' },
        { id: 499, last: 'b' },
      ],
    });
    expect(await mapper.map({ ...plan, rows: 'nowhere' }, DOCUMENT)).toMatchObject({ rows: null });
  });

  it('serves many at a time, each with its own answer', async () => {
    const found = await Promise.all(Array.from({ length: 30 }, (_, at) => evaluate(`list[${at}].title`)));
    expect(found).toEqual(Array.from({ length: 30 }, (_, at) => `film ${at}`));
  });
});
