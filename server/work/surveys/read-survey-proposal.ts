import type { Database, SurveyProposalStatus } from "@/server/db";
import { keyOf } from "./check-rows";
import type { Remark, SurveyRow, WarningCode } from "./columns";
import { type SurveyDescription, surveyDescription } from "./describe-survey";
import { exportRows } from "./export-csv";
import { findMissing } from "./find-missing";
import { readSurveyCsv } from "./read-survey-csv";

/** A proposed survey, and what publishing it would change. */
export interface ReadableProposal {
  readonly id: number;
  readonly status: SurveyProposalStatus;
  readonly surveys: readonly string[];
  readonly about: SurveyDescription;
  readonly note: string | null;
  readonly proposerName: string;
  readonly proposerId: string | null;
  readonly proposedAt: Date;
  readonly reason: string | null;
  readonly rows: readonly SurveyRow[];
  readonly warnings: readonly Remark<WarningCode>[];
  /** How many statistics would be new, and which existing ones would change. */
  readonly added: number;
  readonly changed: readonly { readonly now: SurveyRow; readonly next: SurveyRow }[];
  /** The statistics that it would take out, where it is the whole of its waves. */
  readonly missing: readonly SurveyRow[];
}

/** Reads a proposed survey; null if there is none. */
export async function readSurveyProposal(db: Database, id: number): Promise<ReadableProposal | null> {
  const proposal = await db.surveyProposal.findUnique({ where: { id } });
  if (!proposal) return null;
  const { rows, warnings } = await readSurveyCsv([new TextEncoder().encode(proposal.csv)]);
  const here = new Map<string, SurveyRow>();
  for (const survey of proposal.surveys)
    for (const row of await exportRows(db, { survey })) here.set(keyOf(row), row);
  const changed = rows.flatMap((next) => {
    const now = here.get(keyOf(next));
    return now && saying(now) !== saying(next) ? [{ now, next }] : [];
  });
  return {
    ...{
      id,
      status: proposal.status,
      surveys: proposal.surveys,
      note: proposal.note,
      reason: proposal.reason,
    },
    ...{ proposerName: proposal.proposerName, proposerId: proposal.proposerId },
    ...{ proposedAt: proposal.proposedAt, about: surveyDescription.parse(proposal.about) },
    missing: proposal.replaces ? await findMissing(db, rows) : [],
    ...{ rows, warnings, changed, added: rows.filter((row) => !here.has(keyOf(row))).length },
  };
}

/** A row's values besides its key. An omitted wording stays as it is. */
const saying = ({ baseN, qualifier, value, valueMax, unit, decimals, sourceType, note }: SurveyRow): string =>
  JSON.stringify([baseN, qualifier, value, valueMax, unit, decimals, sourceType, note]);
