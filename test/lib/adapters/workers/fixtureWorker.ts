import { serveFits } from '../../../../lib/adapters/workers/serveFits.ts';
import { FIXTURE_FITS } from './fixtureFits.ts';

serveFits(FIXTURE_FITS);
