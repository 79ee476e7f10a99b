import type { Database } from "@/server/db";

/** A survey's file that somebody proposed, in a line. */
export interface ListedProposal {
  readonly id: number;
  readonly surveys: readonly string[];
  readonly rows: number;
  readonly state: "proposed" | "published" | "rejected" | "withdrawn";
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Why it was turned away. */
  readonly reason: string | null;
}

/** The proposed surveys that wait, the longest first; or those of one person, the newest first. At most 100. */
export async function listSurveyProposals(
  db: Database,
  wanted: { readonly state: "proposed" } | { readonly personId: string },
): Promise<ListedProposal[]> {
  const own = "personId" in wanted;
  const rows = await db.surveyProposal.findMany({
    where: own ? { proposedBy: wanted.personId } : { state: wanted.state },
    orderBy: { id: own ? "desc" : "asc" },
    take: 100,
    omit: { csv: true, about: true },
  });
  return rows.map(({ id, surveys, rows: count, state, proposedByName, proposedAt, reason }) => ({
    ...{ id, surveys, rows: count, state, by: proposedByName, since: proposedAt.getTime(), reason },
  }));
}
