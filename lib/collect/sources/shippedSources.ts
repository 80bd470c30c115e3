import type { SourceDeclaration } from '../sourceDeclaration.ts';
import { boxOfficeMojoDaily } from './boxOfficeMojo.ts';
import { cboooHour } from './cboooHour.ts';
import { doubanComingSoon, doubanFilm, doubanInTheaters, doubanShowing } from './douban.ts';
import { genericCsv, genericJson } from './generic.ts';
import { kobisDaily, kobisReservations } from './kobis.ts';
import { maoyanBox, maoyanDashboard } from './maoyanBox.ts';
import { maoyanComing, maoyanMostExpected } from './maoyanExpected.ts';
import { omdbFilm, tmdbFilm, wikimediaPageviews, youtubeStatistics } from './openSources.ts';
import { weiboHot } from './weiboHot.ts';

/** Every declaration that comes with the product. None is asked until it is scheduled. */
export const SHIPPED_SOURCES: readonly SourceDeclaration[] = [
  maoyanBox,
  maoyanDashboard,
  maoyanComing,
  maoyanMostExpected,
  doubanInTheaters,
  doubanComingSoon,
  doubanFilm,
  doubanShowing,
  weiboHot,
  cboooHour,
  kobisDaily,
  kobisReservations,
  boxOfficeMojoDaily,
  wikimediaPageviews,
  youtubeStatistics,
  tmdbFilm,
  omdbFilm,
  genericJson,
  genericCsv,
];
