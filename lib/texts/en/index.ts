import * as alignment from "./alignment";
import * as bring from "./bring";
import * as charts from "./charts";
import * as claims from "./claims";
import * as contribution from "./contribution";
import * as correct from "./correct";
import * as details from "./details";
import * as docs from "./docs";
import * as drafts from "./drafts";
import * as editor from "./editor";
import * as feed from "./feed";
import * as firstTexts from "./first-texts";
import * as history from "./history";
import * as home from "./home";
import * as layout from "./layout";
import * as mails from "./mails";
import * as notices from "./notices";
import * as ownership from "./ownership";
import * as people from "./people";
import * as player from "./player";
import * as problems from "./problems";
import * as reading from "./reading";
import * as readingTools from "./reading-tools";
import * as reports from "./reports";
import * as review from "./review";
import * as search from "./search";
import * as shows from "./shows";
import * as site from "./site";
import * as surveys from "./surveys";
import * as ui from "./ui";

/**
 * Every text of the interface in English. Pages and components do not read it from here: each imports the file of its
 * own feature, so that a browser gets only the texts of the page it shows.
 */
export const en = {
  alignment,
  bring,
  charts,
  claims,
  contribution,
  correct,
  details,
  docs,
  drafts,
  editor,
  feed,
  firstTexts,
  history,
  home,
  layout,
  mails,
  notices,
  ownership,
  people,
  player,
  problems,
  reading,
  readingTools,
  reports,
  review,
  search,
  shows,
  site,
  surveys,
  ui,
};
