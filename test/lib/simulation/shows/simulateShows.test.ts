import { describe, expect, it } from 'vitest';
import { SIMULATOR_HASH } from '../../../../lib/simulation/frozenHash.ts';
import { FAKE_STYLES } from '../../../../lib/simulation/shows/fakeStyles.ts';
import { SHOWS_HASH } from '../../../../lib/simulation/shows/frozenShowsHash.ts';
import { showsHash } from '../../../../lib/simulation/shows/showsHash.ts';
import { SIMULATED_MARKETS } from '../../../../lib/simulation/simulatedMarket.ts';
import { simulatorHash } from '../../../../lib/simulation/simulatorHash.ts';
import { shownFilms } from './shownFilms.ts';

const MOST_SHOWS = 2_500;

describe('the simulator of single shows', () => {
  it('is frozen: the integrity rules are judged on the generator that this hash names', () => {
    expect(showsHash()).toBe(SHOWS_HASH);
  });

  it('leaves the market behind it as it is', () => {
    expect(simulatorHash()).toBe(SIMULATOR_HASH);
  });

  it.each(SIMULATED_MARKETS)('adds up to the rows of %s in tickets, money and shows on sale', (market) => {
    let rowsSeen = 0;
    for (const worth of [0, 0.3]) {
      for (const { rows, shows } of shownFilms(market, 71, { worth, most: 8, mostShows: 8_000 })) {
        const { tickets, shows: listed } = shows.book;
        const sold = new Map<string, readonly [count: number, money: number]>();
        tickets.day.forEach((day, i) => {
          const key = `${day} ${listed.showDate[tickets.show[i] ?? -1]}`;
          const [count, money] = sold.get(key) ?? [0, 0];
          sold.set(key, [count + (tickets.count[i] ?? 0), money + (tickets.receipts[i] ?? 0)]);
        });
        for (const { date, showDate, values } of rows) {
          const [count, money] = sold.get(`${date} ${showDate}`) ?? [0, 0];
          expect([count, money]).toEqual([values.presale_tickets, values.presale_gross]);
          const onSale = listed.since.filter((since, i) => since <= date && listed.showDate[i] === showDate).length;
          expect(onSale).toBe(values.presale_screenings);
          rowsSeen++;
        }
      }
    }
    expect(rowsSeen).toBeGreaterThan(80);
  });

  it('never sells a seat twice, nor more seats than a hall has', () => {
    for (const { shows } of shownFilms('CN', 72, { worth: 0.4, most: 6, mostShows: MOST_SHOWS })) {
      const { tickets, shows: listed } = shows.book;
      const taken = new Map<number, Set<number>>();
      tickets.show.forEach((show, i) => {
        const seats = taken.get(show) ?? new Set();
        taken.set(show, seats);
        const from = tickets.seatFrom[i] ?? 0;
        const count = tickets.count[i] ?? 0;
        for (const seat of tickets.seat.subarray(from, from + Math.abs(count))) {
          expect(seats.has(seat)).toBe(count < 0);
          if (count < 0) seats.delete(seat);
          else seats.add(seat);
        }
        expect(seats.size).toBeLessThanOrEqual(listed.seats[show] ?? 0);
      });
    }
  });

  it('buys in every way that the trade tells of, and only the tickets that the plan says', () => {
    const styles = new Set<string>();
    for (const { sales, shows } of shownFilms('CN', 73, { worth: 0.3, most: 40, mostShows: 6_000 })) {
      for (const style of shows.styles) styles.add(style);
      const bought = shows.book.tickets.count.reduce((sum, count, i) => sum + (shows.bought[i] ? count : 0), 0);
      const planned = sales.flatMap(({ days }) => days).reduce((sum, { fakeTickets }) => sum + fakeTickets, 0);
      expect(bought).toBe(planned);
    }
    expect([...styles].sort()).toEqual([...FAKE_STYLES].sort());
  });
});
