import { describe, expect, it } from 'vitest';
import { compareTitles } from '../../../lib/identity/compareTitles.ts';
import { titleForm } from '../../../lib/identity/titleForm.ts';

const compare = (a: string, b: string) => compareTitles(titleForm(a), titleForm(b)).reason;

describe('titles', () => {
  it.each([
    ['战狼2', '战狼Ⅱ'],
    ['战狼2', '战狼第二部'],
    ['战狼2', '战狼 之二'],
    ['战狼2', '《战狼２》'],
    ['叶问三', '叶问3'],
    ['太平轮（下）', '太平轮 下集'],
    ['洛克王国2圣龙的心愿', '洛克王国2：圣龙的心愿'],
    ['西游记之大圣归来', '西游记：大圣归来'],
    ['泰坦尼克号3D', '泰坦尼克号'],
    ['星际穿越(2014)', '星际穿越'],
    ['哈利·波特与死亡圣器（下）', '哈利波特与死亡圣器(下)'],
    ['饥饿游戏3：嘲笑鸟（上）', '饥饿游戏第三部：嘲笑鸟（上）'],
    ['Mission: Impossible II', 'Mission Impossible 2'],
    ['Kill Bill: Vol. 2', 'Kill Bill Volume II'],
    ['The Town', 'Town, The'],
    ['Fast & Furious', 'Fast and Furious'],
    ['Amélie', 'AMELIE'],
    ["Ocean's Twelve", 'Oceans 12'],
    ['Saw', 'Saw 1'],
    ['반지의 제왕 : 왕의 귀환', '반지의 제왕: 왕의 귀환'],
  ])('are the same however they are written: %s, %s', (a, b) => {
    expect([compare(a, b), compare(b, a)]).toEqual(['title.same', 'title.same']);
  });

  it.each([
    ['战狼', '战狼2', 'title.other-part'],
    ['战狼2', '战狼3', 'title.other-part'],
    ['太平轮（上）', '太平轮（下）', 'title.other-part'],
    ['饥饿游戏3：嘲笑鸟（上）', '饥饿游戏3：嘲笑鸟（下）', 'title.other-part'],
    ['小时代3：刺金时代', '小时代4：灵魂尽头', 'title.other-part'],
    ['喜羊羊与灰太狼之兔年顶呱呱', '喜羊羊与灰太狼之开心闯龙年', 'title.other-subtitle'],
    ['Star Trek', 'Star Trek Beyond', 'title.alike'],
    ['Kill Bill: Vol. 1', 'Kill Bill: Vol. 2', 'title.other-part'],
    ['21 Jump Street', '22 Jump Street', 'title.other-part'],
    ['Toy Story 2', 'Toy Story 3', 'title.other-part'],
    ['Sex and the City', 'Sex and the City 2', 'title.other-part'],
    ['蜘蛛侠：英雄归来', '蜘蛛侠：英雄远征', 'title.other-subtitle'],
    ['蜘蛛侠', '蜘蛛侠：英雄归来', 'title.unclear-part'],
    ['冰河世纪4', '冰河世纪：大陆漂移', 'title.unclear-part'],
    ['狄仁杰前传', '狄仁杰', 'title.unclear-part'],
  ])('of one series stay apart: %s, %s are %s', (a, b, reason) => {
    expect([compare(a, b), compare(b, a)]).toEqual([reason, reason]);
  });

  it.each([
    ['加勒比海盗4：惊涛怪浪', '加勒比海盗4', 'title.subtitle-left-out'],
    ['纳尼亚传奇3：黎明踏浪号', '纳尼亚传奇：黎明踏浪号', 'title.number-left-out'],
    ['碟中谍6：全面瓦解', '碟中谍6：不可能的任务', 'title.same-part'],
    ['Pirates of the Caribbean', 'Pirates of the Carribean', 'title.nearly-same'],
    ['寻梦环游记', 'Coco', 'title.other-language'],
    ["Alien2003 Director's Cut", 'Alien', 'title.other-edition'],
    ['霸王别姬 重映', '霸王别姬', 'title.other-edition'],
    ['寻梦环游记', '正义联盟', 'title.other'],
  ])('that differ in part are told so: %s, %s are %s', (a, b, reason) => {
    expect(compare(a, b)).toBe(reason);
  });

  it('of signs alone are themselves, and endless ones are read no further than a title goes', () => {
    expect(compare('!!!', '???')).not.toBe('title.same');
    expect(compare('!!!', '！！！')).toBe('title.same');
    const began = performance.now();
    titleForm(`${'i'.repeat(200_000)}!`);
    titleForm('喜'.repeat(200_000));
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('keep numbers that are no part of a series', () => {
    expect(titleForm('冰雪11天')).toMatchObject({ part: undefined, whole: '冰雪11天' });
    expect(titleForm('我11')).toMatchObject({ part: undefined, whole: '我11' });
    expect(titleForm('2012')).toMatchObject({ part: undefined, whole: '2012' });
    expect(titleForm('28 Days Later')).toMatchObject({ part: undefined, numbers: '28' });
    expect(titleForm('V for Vendetta').part).toBeUndefined();
  });
});
