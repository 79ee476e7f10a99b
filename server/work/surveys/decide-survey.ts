import type { Database } from "@/server/db";
import { isAdministrator, reviewedShows } from "@/server/people/accounts/standing-at";
import { storeDescription, surveyDescription } from "./describe-survey";
import { storeSurvey } from "./import-survey";
import { readSurveyCsv } from "./read-survey-csv";

/** A maintainer's decision about a proposed survey. */
export interface SurveyDecision {
  readonly id: number;
  readonly decider: { readonly id: string; readonly name: string };
  readonly decision: "publish" | "reject";
  /** Required to reject. */
  readonly reason: string | null;
}

export type SurveyDecided =
  | { readonly ok: true; readonly added: number; readonly changed: number; readonly retracted: number }
  | {
      readonly ok: false;
      readonly reason:
        | "no-proposal"
        | "not-allowed"
        | "own-survey"
        | "already-decided"
        | "no-reason"
        | "errors";
    };

/**
 * Decides about a proposed survey. Surveys belong to no show: a reviewer of any show may decide, and an
 * administrator; about one's own survey, only an administrator. Publishing imports the whole file or nothing,
 * in the transaction of the decision.
 */
export async function decideSurvey(
  db: Database,
  { id, decider, decision, reason }: SurveyDecision,
): Promise<SurveyDecided> {
  const why = reason?.trim() || null;
  const admin = await isAdministrator(db, decider.id);
  if (!admin && (await reviewedShows(db, decider.id)).length === 0)
    return { ok: false, reason: "not-allowed" };
  const proposal = await db.surveyProposal.findUnique({ where: { id } });
  if (!proposal) return { ok: false, reason: "no-proposal" };
  if (decision === "publish" && proposal.proposerId === decider.id && !admin)
    return { ok: false, reason: "own-survey" };
  if (decision === "reject" && why === null) return { ok: false, reason: "no-reason" };
  // It had no errors when it was proposed, but the rules may have changed.
  const read = decision === "publish" ? await readSurveyCsv([new TextEncoder().encode(proposal.csv)]) : null;
  if (read && read.errors.length > 0) return { ok: false, reason: "errors" };
  return db.$transaction(
    async (tx) => {
      const { count } = await tx.surveyProposal.updateMany({
        where: { id, status: "proposed" },
        data: {
          status: decision === "publish" ? "published" : "rejected",
          ...{ deciderId: decider.id, deciderName: decider.name, decidedAt: new Date(), reason: why },
        },
      });
      if (count === 0) return { ok: false, reason: "already-decided" };
      if (!read) return { ok: true, added: 0, changed: 0, retracted: 0 };
      const stored = await storeSurvey(tx, read.rows, { replaces: proposal.replaces });
      const about = surveyDescription.parse(proposal.about);
      const [survey] = proposal.surveys;
      if (survey !== undefined && Object.keys(about).length > 0) {
        const described = await storeDescription(tx, survey, about);
        if (!described.ok)
          throw new Error(
            `The description of a proposed survey does not match the survey: ${described.reason}`,
          );
      }
      return { ok: true, ...stored };
    },
    { timeout: 60_000 },
  );
}
