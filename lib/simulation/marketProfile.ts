/** How often a kind of film is made and what its kind does; effects on natural logs. */
export interface GenreTraits {
  readonly name: string;
  /** How often it is made, relative to the others. */
  readonly weight: number;
  /** Effect on the first day. */
  readonly opening: number;
  /** Taken off the log of the fall per week: positive = longer legs. */
  readonly legs: number;
  /** How much it belongs to a following that comes early; 0 = like others. */
  readonly fans: number;
}

/** Films that open in a stretch of the year: how many, and how big, against the average. */
export interface SeasonTraits {
  /** Releases per day of the stretch, relative. */
  readonly rate: number;
  /** Effect on the log of the opening. */
  readonly level: number;
  /** Share that opens on the first day of the stretch, whatever weekday that is. */
  readonly onFirstDay?: number;
}

/**
 * What a market is like. Logs are natural, money is in currency units, spreads are standard deviations. Where a number
 * was fitted, the profile says to what; see docs/simulation.md for how well the whole resembles real markets.
 */
export interface MarketProfile {
  readonly slate: SlateProfile;
  readonly appeal: AppealProfile;
  readonly run: RunProfile;
  readonly rivalry: RivalryProfile;
  readonly tickets: TicketProfile;
  readonly presale: PresaleProfile;
  readonly attention: AttentionProfile;
  readonly fakes: FakeProfile;
}

/** What is made, by whom, and when it opens. */
export interface SlateProfile {
  readonly genres: readonly GenreTraits[];
  readonly certificates: readonly (readonly [name: string, weight: number])[];
  /** Stretches of the year by the id of the release window; the rest by month, `month:1` … `month:12`. */
  readonly seasons: Readonly<Record<string, SeasonTraits>>;
  /** Weight of each weekday as an opening day, Monday first. */
  readonly weekdays: readonly number[];
  /** Log of the median production budget and its spread. */
  readonly budgetLevel: number;
  readonly budgetSpread: number;
  /** Share of films whose budget is published. */
  readonly budgetKnown: number;
  /** Share of films that go on with an earlier title. */
  readonly sequels: number;
}

/** What makes a film's first day big. */
export interface AppealProfile {
  /** Mean log of what a film would take on a first day that is an average day of the year. */
  readonly level: number;
  /** Growth of the market per year, in logs. */
  readonly growth: number;
  /** Effect of the log budget in spreads; what the announcement tells. */
  readonly size: number;
  /** Spread of the lasting pull of a director, of an actor (the mean of the cast counts), a distributor, a producer. */
  readonly director: number;
  readonly cast: number;
  readonly distributor: number;
  readonly producer: number;
  /** Mean pull of a series with a following, and its spread. */
  readonly series: readonly [mean: number, spread: number];
  /** Spread of what no catalogue tells and the audience knows before release. */
  readonly hidden: number;
  /** Spread of what nobody knows before the first day. */
  readonly surprise: number;
  /** Takings of previews and first day below which a film is not of this market's kind and is drawn anew. */
  readonly leastOpening: number;
}

/** How takings go on after the first day. */
export interface RunProfile {
  /** Mean extra of the first day in logs, and its spread. */
  readonly front: readonly [mean: number, spread: number];
  /** Shape of the first week beside its trend, by age in days. */
  readonly firstWeek: readonly number[];
  /** Median fall of log takings from week to week; the last holds for ever. */
  readonly weekly: readonly number[];
  /** What one spread of opening size adds to the log of those falls. */
  readonly weeklyBySize: readonly number[];
  /** Spread, in the log of the fall, of what lasts (a film's word of mouth) … */
  readonly wordOfMouth: number;
  /** … and of a single week, and how much of that goes on into the next. */
  readonly weekShock: number;
  readonly weekMemory: number;
  /** How strongly front loading shortens legs: log of the fall for each unit of extra front, taken off. */
  readonly frontToLegs: number;
  /** Share of films whose word of mouth breaks or grows all of a sudden; mean log change a day while it does. */
  readonly breaks: number;
  readonly breakStrength: number;
  /** Spread of a film's own ratio of weekend to weekday. */
  readonly weekendTaste: number;
  /** Spread of one day's noise of one film, and of all films together. */
  readonly filmNoise: number;
  readonly marketNoise: number;
  /** How much the noise of a film grows with each day, as its takings shrink; a part of it. */
  readonly noiseGrowth: number;
  /** Spread of a holiday's effect from year to year. */
  readonly holidayNoise: number;
  /** Mean log of the days after which a run ends, and its spread; it also ends below the least takings of a day. */
  readonly lastDay: readonly [mean: number, spread: number];
  readonly leastGross: readonly [mean: number, spread: number];
  /** Share of films with paid previews, and share of those that are shown widely rather than on the eve only. */
  readonly previews: number;
  readonly widePreviews: number;
  /** Mean and spread of the log of previews over the first day, for the eve only and for wide previews. */
  readonly previewShare: readonly [eve: readonly [number, number], wide: readonly [number, number]];
}

/** One audience for all. */
export interface RivalryProfile {
  /** How strongly takings of others on the same day, measured by the market's usual day, push a film down. */
  readonly strength: number;
  /** Part of that which hits whoever is of another genre. */
  readonly acrossGenres: number;
  /** Mean of a film's whole run in currency units: with the number of films a year it makes the usual day. */
  readonly meanTotal: number;
}

/** What a ticket costs. */
interface TicketProfile {
  /** Mean price in currency units, its growth per year in logs, and its spread from film to film. */
  readonly price: number;
  readonly growth: number;
  readonly spread: number;
  /** Extra of a film in large formats, and share of such films. */
  readonly premium: number;
  readonly premiumShare: number;
  /** Extra on days off. */
  readonly dayOff: number;
  /** Service fee in currency units on a ticket that is bought online, contained in the gross; 0 where gross is without. */
  readonly fee: readonly [low: number, high: number];
  readonly onlineShare: number;
}

/** Tickets bought before the day of showing. */
export interface PresaleProfile {
  /** Mean and spread of the logit of the share of the first day that is sold before it. */
  readonly share: readonly [mean: number, spread: number];
  /** What fans (0..1) add to that logit. */
  readonly fans: number;
  /** What later days of the first weekend have of it. */
  readonly laterDays: readonly number[];
  /** Days before release on which sales open: mean and spread; effect of large formats and of size in spreads. */
  readonly opens: readonly [mean: number, spread: number];
  readonly opensEarlier: { readonly premium: number; readonly size: number };
  /** Sales of a day fall short of those of the next by a log; mean and spread of the log of that. */
  readonly pace: readonly [mean: number, spread: number];
  /** Effects on that log: of fans, of large formats, by window id. */
  readonly paceByFans: number;
  readonly paceByFormat: number;
  readonly paceByWindow: Readonly<Record<string, number>>;
  /** Share of a fan film's presale that is bought on the first day of sale. */
  readonly rush: number;
  readonly dayNoise: number;
  /** Share of what is sold that is given back on a later day, per day. */
  readonly refunds: number;
}

/** What people say, mark and look at. */
export interface AttentionProfile {
  /** Spread of hype that has nothing to do with appeal, shared by all signals. */
  readonly hype: number;
  readonly wantToSee: readonly [level: number, slope: number, spread: number];
  readonly heat: readonly [level: number, slope: number, spread: number];
  readonly trailer: readonly [level: number, slope: number, spread: number];
  readonly search: readonly [level: number, slope: number, spread: number];
  /** Spread of one day's noise. */
  readonly dayNoise: number;
}

/** Signals that are bought. The share of films is drawn for each simulation between the two bounds. */
interface FakeProfile {
  readonly share: readonly [low: number, high: number];
  /** Mean log of bought tickets over true presale, and its spread. */
  readonly strength: readonly [mean: number, spread: number];
  /** Share of films with bought tickets that give them back before release instead of keeping them. */
  readonly givenBack: number;
}
