/** Ways to hide bought tickets, as the trade tells them. */
export const FAKE_STYLES = [
  'ghost', // shows that begin every few minutes in one hall
  'midnight', // full houses in the dead of night
  'price', // few tickets at prices nobody pays, many at next to nothing
  'house', // a cinema, or a few, full all day
  'copied', // the same block of seats in many cinemas
  'thin', // one to three tickets a show, from a script's list of seats
] as const;
export type FakeStyle = (typeof FAKE_STYLES)[number];
