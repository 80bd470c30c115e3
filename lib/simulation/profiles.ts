import { CN_PROFILE } from './cnProfile.ts';
import type { MarketProfile } from './marketProfile.ts';
import type { SimulatedMarket } from './simulatedMarket.ts';
import { US_PROFILE } from './usProfile.ts';

/** What each simulated market is like. */
export const PROFILES: Readonly<Record<SimulatedMarket, MarketProfile>> = { US: US_PROFILE, CN: CN_PROFILE };
