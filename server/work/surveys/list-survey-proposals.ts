import type { Database, SurveyProposalStatus } from "@/server/db";

/** A proposed survey, in one line. */
export interface ListedProposal {
  readonly id: number;
  readonly surveys: readonly string[];
  readonly rows: number;
  readonly status: SurveyProposalStatus;
  readonly by: string;
  /** In milliseconds since 1970. */
  readonly since: number;
  /** Why it was rejected. */
  readonly reason: string | null;
}

/** Lists proposed surveys that wait, oldest first; or those of one person, newest first. At most 100. */
export async function listSurveyProposals(
  db: Database,
  wanted: { readonly status: "proposed" } | { readonly personId: string },
): Promise<ListedProposal[]> {
  const own = "personId" in wanted;
  const rows = await db.surveyProposal.findMany({
    where: own ? { proposerId: wanted.personId } : { status: wanted.status },
    orderBy: { id: own ? "desc" : "asc" },
    take: 100,
    omit: { csv: true, about: true },
  });
  return rows.map(({ id, surveys, rows: count, status, proposerName, proposedAt, reason }) => ({
    ...{ id, surveys, rows: count, status, by: proposerName, since: proposedAt.getTime(), reason },
  }));
}
