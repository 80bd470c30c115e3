import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalPanel } from '../../../lib/charts/intervalPanel.ts';
import { legend } from '../../../lib/charts/legend.ts';
import { type LinePanel, linePanel } from '../../../lib/charts/linePanel.ts';
import { MAIN_MARK, plainMark, sideMark } from '../../../lib/charts/marks.ts';
import { linearScale, logScale } from '../../../lib/charts/scale.ts';
import { element, svgFile } from '../../../lib/charts/svg.ts';
import { textsOfXml } from './wellFormed.ts';

const SEED = 20_170_303;
const LABEL = { en: 'Error', zh: '误差' };
const BOX = { x: 0, y: 0, width: 300, height: 200 };

describe('scales', () => {
  it('put the ends of the domain at the ends of the range, and ticks at round values', () => {
    const linear = linearScale([0, 1], [100, 0]);
    expect([linear.at(0), linear.at(0.25), linear.at(1)]).toEqual([100, 75, 0]);
    expect(linear.ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(linearScale([-0.07, 0.13], [0, 1], 4).ticks).toEqual([-0.05, 0, 0.05, 0.1]);
  });

  it('put equal ratios equally far apart on a log axis', () => {
    const log = logScale([0.1, 10], [0, 200]);
    expect(log.at(1)).toBeCloseTo(100, 9);
    expect(log.at(0.2) - log.at(0.1)).toBeCloseTo(log.at(10) - log.at(5), 9);
    expect(log.ticks).toEqual([0.1, 0.3, 1, 3, 10]);
    expect(logScale([0.12, 0.7], [0, 1]).ticks).toEqual([0.15, 0.2, 0.3, 0.5, 0.7]);
    expect(() => logScale([0, 1], [0, 1])).toThrow(RangeError);
  });
});

describe('SVG', () => {
  it(`is well-formed and shows a text as it was given, whatever film it names (seed ${SEED})`, () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('<script>alert(1)</script>', '"/><x y="', "A & B's <Film>", ']]>', '\u0000\ud800'),
    );
    fc.assert(
      fc.property(hostile, hostile, (title, attribute) => {
        const texts = textsOfXml(svgFile(10, 10, title, [element('g', { id: attribute }, [title])]));
        // what XML cannot hold is left out, the rest comes back as it was
        const shown = title.replace(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu, '');
        expect(texts).toEqual(shown === '' ? [] : [shown, shown]);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('refuses a number that is not finite, leaves out what is undefined, and writes two decimals', () => {
    expect(() => element('rect', { x: Number.NaN })).toThrow('x must be a finite number');
    expect(element('rect', { x: 1 / 3, rx: undefined }).markup).toBe('<rect x="0.33"/>');
  });
});

describe('a panel of lines', () => {
  const panel: LinePanel = {
    title: LABEL,
    places: ['T+0', 'T+1', 'T+3'],
    series: [
      {
        label: { en: 'stack <&>', zh: '组合' },
        mark: MAIN_MARK,
        values: [0.6, 0.2, 0.1],
        hollow: [false, true, false],
      },
      { label: { en: 'multiplier', zh: '倍数' }, mark: plainMark(0), values: [null, 0.4, 0.2] },
    ],
    y: 'log',
    format: (value) => value.toFixed(2),
  };

  it('is well-formed, in both languages, and names every place', () => {
    const texts = textsOfXml(svgFile(300, 200, 'x', linePanel(panel, BOX)));
    for (const expected of ['Error  误差', 'T+0', 'T+1', 'T+3', 'stack <&> 组合']) expect(texts).toContain(expected);
  });

  it('leaves a gap where a line has no value, and draws no other point there', () => {
    const drawn = linePanel(panel, BOX).map(({ markup }) => markup);
    const line = drawn.find((markup) => markup.includes('multiplier')) ?? '';
    expect(line.match(/M/g)).toHaveLength(1);
    expect(line.match(/<rect/g)).toHaveLength(2);
    const main = drawn.find((markup) => markup.includes('组合')) ?? '';
    expect(main.match(/<circle/g)).toHaveLength(3);
    expect(main.match(/fill="#ffffff"/g)).toHaveLength(1);
  });

  it('draws nothing but its frame when it has no value at all', () => {
    const empty = { ...panel, series: [{ ...panel.series[0], values: [null, null, null] }] } as LinePanel;
    expect(() => textsOfXml(svgFile(300, 200, 'x', linePanel(empty, BOX)))).not.toThrow();
  });
});

describe('a panel of intervals', () => {
  it('tells by colour and shape what lies on one side of zero, and cuts off what reaches beyond its span', () => {
    const rows = [
      { name: 'a', value: 0.05, lower: 0.01, upper: 0.5 },
      { name: 'b', value: 0, lower: -0.02, upper: 0.02 },
      { name: 'c', value: -0.05, lower: -0.08, upper: -0.01 },
    ];
    const drawn = intervalPanel({ title: LABEL, rows, span: [-0.1, 0.1], format: String }, BOX, 60);
    const groups = drawn.map(({ markup }) => markup).filter((markup) => markup.startsWith('<g>'));
    expect(groups.map((markup) => /<(circle|rect|polygon)/.exec(markup)?.[1])).toEqual(['circle', 'rect', 'polygon']);
    expect(groups[0]).toContain('x2="288"');
  });
});

describe('marks', () => {
  it('tell twelve lines apart without colour', () => {
    const looks = Array.from({ length: 12 }, (_, n) => sideMark(n)).map(({ shape, dash }) => `${shape} ${dash}`);
    expect(new Set(looks).size).toBe(12);
    const plain = Array.from({ length: 4 }, (_, n) => plainMark(n)).map(({ shape, dash }) => `${shape} ${dash}`);
    expect(new Set([...looks, ...plain]).size).toBe(16);
  });

  it('are listed in a legend with both names', () => {
    const { drawn, height } = legend(
      [
        { label: LABEL, mark: MAIN_MARK },
        { label: LABEL, mark: sideMark(1) },
      ],
      0,
      0,
      300,
      1,
    );
    expect(height).toBe(36);
    expect(textsOfXml(svgFile(300, 40, 'x', drawn)).filter((text) => text === 'Error 误差')).toHaveLength(2);
  });
});
