/** What the events of one film in one pane add up to: plain data, copied before it is changed. */
export interface Pane {
  /** Panes since the epoch. */
  readonly index: number;
  /** Presale money taken less refunds, integer minor units. */
  presaleGross: number;
  /** Presale tickets sold less those given back. */
  presaleTickets: number;
  heatSum: number;
  heatCount: number;
  sentimentSum: number;
  sentimentCount: number;
  /** Events of any metric. */
  count: number;
  /** The greatest event time, milliseconds since the epoch. */
  lastEventAt: number;
}

export function emptyPane(index: number): Pane {
  return {
    index,
    presaleGross: 0,
    presaleTickets: 0,
    heatSum: 0,
    heatCount: 0,
    sentimentSum: 0,
    sentimentCount: 0,
    count: 0,
    lastEventAt: Number.NEGATIVE_INFINITY,
  };
}
