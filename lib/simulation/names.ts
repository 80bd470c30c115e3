import type { Draw } from './draw.ts';
import type { SimulatedMarket } from './simulatedMarket.ts';

const split = (words: string): readonly string[] => words.split(' ');

const ADJECTIVES = split(
  'Copper Seventh Paper Velvet Hollow Crooked Glass Amber Borrowed Quiet Tin Upside Lantern Salted Feathered Midnight ' +
    'Painted Clockwork Barefoot Marble Thirsty Wandering Second Unwritten Porcelain Electric Frostbitten Tangerine ' +
    'Mossy Lopsided Whispering Gilded Rainproof Sleepless Cobalt Threadbare Eleventh Windblown Saffron Uncharted',
);
const NOUNS = split(
  'Orchard Lighthouse Ferry Cartographer Regatta Arcade Beekeeper Observatory Postman Carousel Aquarium Quarry Bakery ' +
    'Understudy Glacier Tollbooth Locksmith Sawmill Orchestra Vineyard Periscope Snowplow Greenhouse Trapeze Viaduct ' +
    'Haberdasher Windmill Almanac Chandlery Weathervane Lamplighter Gazebo Causeway Apiary Signalman Bookbinder',
);
const PLACES = split(
  'Harrow Ostrava Quill Bellweather Tamsin Nettle Corvane Dunmarsh Yarrow Pellam Wexcombe Ludmere Ashkeld Torrim Quenby Islewick Marrowby',
);
const TAILS = split('Rising Returns Unbound Reckoning Homecoming Overtime Awakens Forever');
const GIVEN = split(
  'Maren Tobin Elsket Corin Yselle Brann Odalys Fenwick Lioba Casimir Thessaly Jorah Winslet Adair Perrin Solveig',
);
const SYLLABLES = split('tav ost lin mer dra vel kor ham ness wick ard ion quar bel ost fen ros tel mar gyl');

const SCENES = split(
  '星桥 雾港 青灯 折纸 铜铃 候鸟 苔痕 远汀 纸鸢 潮信 松针 石榴 银匠 灯塔 渡口 山樱 长堤 旧邮局 雪线 蓝鲸 ' +
    '芦汀 砚池 竹筏 檐雨 麦垛 鹭影 棉纺街 槐安巷 半坡 茶亭 陶埙 旧码头 梨涡 砖窑 桐油灯',
);
const MATTERS = split(
  '来信 往事 失踪案 奇遇 之夜 修理铺 进行曲 保卫战 合伙人 守夜人 大冒险 旅店 密码 情书 追凶 归来 ' +
    '账簿 收音机 合唱团 末班车 拾荒记 备忘录 说明书 邮差 年鉴 观察员',
);
const RARE_SURNAMES = split('岑 封 祁 步 宓 蓟 厍 逄 亓 佴 伯赏 南宫 濮阳 缑 亢 漆雕');
const GIVEN_CHARACTERS = split('屿 笙 骁 棠 霁 澈 阑 昀 荔 苒 砚 舟 岫 藜 珂 峤');

export const DISTRIBUTORS: Readonly<Record<SimulatedMarket, readonly string[]>> = {
  US: [
    ...['Lanternhouse Pictures', 'Northquay Releasing', 'Bluewren Films', 'Tallgrass Entertainment', 'Cinder & Oak'],
    ...['Halfmoon Street', 'Paperboat Distribution', 'Ironwood Cinema', 'Sixth Bell', 'Gannet Bay Pictures'],
  ],
  CN: [
    '鹿渡影业',
    '云栈发行',
    '青砚文化',
    '石桥影视',
    '白鹭洲影业',
    '长汀发行',
    '木舟传媒',
    '九坡影业',
    '晴川里文化',
    '纸鹤影业',
  ],
};

/** A made-up person; any likeness to a real one is chance. */
export function personName(draw: Draw, market: SimulatedMarket): string {
  if (market === 'CN') {
    const given = draw.chance(0.7) ? [0, 1] : [0];
    return draw.pick(RARE_SURNAMES) + given.map(() => draw.pick(GIVEN_CHARACTERS)).join('');
  }
  const surname = draw.pick(SYLLABLES) + draw.pick(SYLLABLES);
  return `${draw.pick(GIVEN)} ${surname.charAt(0).toUpperCase()}${surname.slice(1)}`;
}

/** A made-up title. */
export function filmTitle(draw: Draw, market: SimulatedMarket): string {
  if (market === 'CN') {
    const chinese = [
      () => draw.pick(SCENES) + draw.pick(MATTERS),
      () => `${pair(draw).join('与')}的${draw.pick(MATTERS)}`,
      () => `${pair(draw).join('')}${draw.pick(MATTERS)}`,
      () => pair(draw).join('与'),
      () => pair(draw).join('的'),
      () => `${draw.pick(['最后的', '第七个', '半个', '不眠的', '借来的'])}${draw.pick(SCENES)}`,
    ];
    return draw.pick(chinese)();
  }
  const noun = draw.pick(NOUNS);
  const forms = [
    () => `The ${draw.pick(ADJECTIVES)} ${noun}`,
    () => `${draw.pick(ADJECTIVES)} ${noun}`,
    () => `The ${noun} of ${draw.pick(PLACES)}`,
    () => `A ${noun} in ${draw.pick(PLACES)}`,
    () => `The ${draw.pick(ADJECTIVES)} ${noun} of ${draw.pick(PLACES)}`,
    () => `The ${draw.pick(ADJECTIVES)} ${noun} and the ${draw.pick(NOUNS)}`,
  ];
  return draw.pick(forms)();
}

/** Two different scenes. */
function pair(draw: Draw): readonly [string, string] {
  const first = draw.pick(SCENES);
  return [first, draw.pick(SCENES.filter((scene) => scene !== first))];
}

/** The title of the next part of a series. */
export function sequelTitle(draw: Draw, market: SimulatedMarket, base: string, part: number): string {
  if (market === 'CN') return `${base}${part}`;
  return draw.chance(0.5) ? `${base} ${part}` : `${base}: ${draw.pick(TAILS)}`;
}

/** A made-up company that produces films. */
export function companyName(draw: Draw, market: SimulatedMarket): string {
  if (market === 'CN') return `${draw.pick(SCENES)}${draw.pick(['制片', '影画', '映像', '制作'])}`;
  return `${draw.pick(ADJECTIVES)} ${draw.pick(NOUNS)} ${draw.pick(['Productions', 'Films', 'Features'])}`;
}
