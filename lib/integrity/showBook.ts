/** Shows of one film as columns: place i of each is show i. */
interface ShowColumns {
  /** Local day of showing. */
  readonly showDate: Int32Array;
  /** Number of the cinema, the same for all films of a market. */
  readonly cinema: Int32Array;
  /** Number of the hall within its cinema. */
  readonly hall: Int32Array;
  readonly seats: Int32Array;
  /** Minutes from the midnight that begins the day of showing. */
  readonly start: Int32Array;
  /** Listed price of a ticket, in minor units. */
  readonly price: Int32Array;
  /** Day on which the show came on sale. */
  readonly since: Int32Array;
}

/** Tickets of one film as columns: place i of each is a batch of tickets of one show, sold or given back on one day. */
interface TicketColumns {
  readonly show: Int32Array;
  readonly day: Int32Array;
  /** Tickets; negative when they were given back. */
  readonly count: Int32Array;
  /** What was paid, in minor units; negative when it was paid back. */
  readonly receipts: Float64Array;
  /** Where the batch's seats begin in {@link seat}; it has as many as tickets. */
  readonly seatFrom: Int32Array;
  /** Seats by {@link seatLabel}. */
  readonly seat: Uint16Array;
}

/** Every show of one film that was on sale before its day, and what it sold when. */
export interface ShowBook {
  readonly filmId: string;
  readonly runtimeMin: number;
  readonly shows: ShowColumns;
  /** By day. */
  readonly tickets: TicketColumns;
}

const SEATS_PER_ROW = 32;

/** One number for row and place, both counted from zero: the same seat of every hall has the same one. */
export function seatLabel(row: number, place: number): number {
  return row * SEATS_PER_ROW + place;
}
