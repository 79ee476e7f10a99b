import type { FeedReport } from "../../server/doors/feeds/import-feed";
import { plainLine } from "../../server/doors/import/plain-line";
import { section, table } from "./format-report";

const COLUMNS = ["show", "feed", "items", "new", "changed", "unchanged", "transcripts", "warnings"];

/** The report of a feed import for a terminal: a row of figures, then everything that needs a look. */
export function formatFeedReport(report: FeedReport): string {
  const { slug, title, items, pages, fresh, changed, unchanged, transcripts, remarks } = report;
  const numbers = [items, fresh, changed, unchanged, transcripts, remarks.length];
  const row = [slug, plainLine(title), ...numbers.map((n) => n.toLocaleString("en"))];
  const nothing = fresh + changed === 0 && unchanged > 0;
  return [
    ...table([COLUMNS, row], 2),
    "",
    ...(pages > 1 ? [`Read ${pages.toLocaleString("en")} pages of the feed.`, ""] : []),
    ...section("In the feed, but no episode here", report.unmatchedItems),
    ...section("Episodes that are not in the feed", report.unmatchedEpisodes),
    ...section("Taken, but worth a look", remarks),
    nothing
      ? `Nothing changed: all ${unchanged} episodes are as the feed says.`
      : `From the feed: ${fresh} new, ${changed} changed, ${unchanged} unchanged.`,
  ].join("\n");
}
