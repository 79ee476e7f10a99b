import { sayQuantity } from "@/evidence";
import type { Reader } from "@/server/db";
import type { Made } from "@/server/text/pages/kept";
import { makeText } from "@/server/text/pages/make-text";
import { csvLine } from "@/server/work/surveys/export-csv";
import { type ReadableClaim, readClaims } from "./read-claims";

const COLUMNS = [
  ...["claim", "url", "published", "show", "episode", "speaker", "seconds", "quote", "proposition", "said"],
  ...["outcome", "relation", "survey", "wave", "question", "answer", "base", "base_n", "statistic", "value"],
  ...["unit", "computed", "source", "note", "taken_back"],
] as const;

/** Claims are read so many at a time. */
const BATCH = 200;

/**
 * All published claims as CSV: a row for each figure that a claim is held against, and one for a claim without any.
 * `taken_back` says why a figure no longer counts. A cell that a spreadsheet would run as a formula begins with an apostrophe.
 */
export async function makeClaimsCsv(db: Reader, { siteUrl }: { readonly siteUrl: string }): Promise<Made> {
  const rows = await db.claim.findMany({
    where: { status: "published" },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  const lines = [csvLine(COLUMNS)];
  for (let at = 0; at < rows.length; at += BATCH)
    for (const claim of await readClaims(
      db,
      rows.slice(at, at + BATCH).map(({ id }) => id),
    ))
      lines.push(...linesOf(claim, siteUrl));
  return makeText({
    body: `${lines.join("\n")}\n`,
    type: "text/csv; charset=utf-8",
    headers: { "content-disposition": 'attachment; filename="claims.csv"' },
  });
}

function linesOf(claim: ReadableClaim, siteUrl: string): string[] {
  const { id, show, episode, speaker, seconds, exact, proposition, said, quantity, decidedAt } = claim;
  const own = [
    ...[id, `${siteUrl}/claims/${id}`, decidedAt?.toISOString() ?? null, show.slug, episode.slug, speaker],
    ...[Math.round(seconds * 10) / 10, exact, proposition, said ?? sayQuantity(quantity)],
  ];
  const held = claim.evidence.filter(({ status }) => status === "accepted");
  if (held.length === 0) return [csvLine([...own, ...COLUMNS.slice(own.length).map(() => null)])];
  return held.map(({ statistic, comparison, relation, note }) =>
    csvLine([
      ...own,
      ...[comparison.outcome, relation, statistic.survey.slug, statistic.wave.name, statistic.question],
      ...[
        statistic.category,
        statistic.base,
        statistic.baseN,
        statistic.kind,
        statistic.value,
        statistic.unit,
      ],
      ...[statistic.computed?.said ?? null, statistic.source, note, statistic.retracted],
    ]),
  );
}
