import { FITS } from '../../training/fits.ts';
import { serveFits } from './serveFits.ts';

serveFits(FITS);
