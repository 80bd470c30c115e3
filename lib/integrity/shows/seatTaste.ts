import { cholesky } from '../../stats/cholesky.ts';
import { solveCholesky } from '../../stats/solveCholesky.ts';

const SEATS_PER_ROW = 32;
const TERMS = 6;
const ROUNDS = 4;
/** Logs beyond which a seat no longer pulls the fit: it is what is looked for, not taste. */
const OUTLYING = 0.4;
const RIDGE = 5;
const FADE = 0.5;

/**
 * What share of its tickets a film sells of each seat, were its audience the market's with a taste of its own for rows and
 * places: the market's shares times a smooth surface, fitted robustly to all that the film has sold.
 * @param usual shares of the market, by seat label
 * @param counts tickets of the film, by seat label
 */
export function tasteOf(usual: ReadonlyMap<number, number>, counts: ReadonlyMap<number, number>): Map<number, number> {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const seats = [...usual].map(([seat, share]) => {
    const expected = total * share;
    return {
      seat,
      share,
      expected,
      terms: termsOf(seat),
      log: Math.log(((counts.get(seat) ?? 0) + FADE) / (expected + FADE)),
    };
  });
  let surface: ArrayLike<number> = new Float64Array(TERMS);
  for (let round = 0; round < ROUNDS; round++) {
    const gram = new Float64Array(TERMS * TERMS);
    const right = new Float64Array(TERMS);
    for (const { expected, terms, log } of seats) {
      const off = Math.abs(log - dot(terms, surface));
      const weight = expected * (round > 0 && off > OUTLYING ? (OUTLYING / off) ** 2 : 1);
      for (let i = 0; i < TERMS; i++) {
        right[i] = (right[i] as number) + weight * (terms[i] as number) * log;
        for (let j = 0; j < TERMS; j++) {
          gram[i * TERMS + j] = (gram[i * TERMS + j] as number) + weight * (terms[i] as number) * (terms[j] as number);
        }
      }
    }
    for (let i = 0; i < TERMS; i++) gram[i * TERMS + i] = (gram[i * TERMS + i] as number) + RIDGE;
    surface = solveCholesky(cholesky(gram, TERMS), right);
  }
  return new Map(seats.map(({ seat, share, terms }) => [seat, share * Math.exp(dot(terms, surface))]));
}

/** A quadratic surface over rows and places. */
function termsOf(seat: number): readonly number[] {
  const row = (Math.floor(seat / SEATS_PER_ROW) - 6) / 4;
  const place = ((seat % SEATS_PER_ROW) - 7) / 5;
  return [1, row, row * row, place, place * place, row * place];
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < TERMS; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
