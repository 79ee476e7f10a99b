import type { ContributionStatus, Database } from "@/server/db";
import { standingAt } from "@/server/people/accounts/standing-at";
import { takeFrom } from "@/server/people/limits/take-from";
import { noticeReviewers } from "@/server/people/notices/notice-reviewers";
import { parseDocument } from "@/server/text/documents/parse-document";
import { readSource } from "@/server/text/documents/read-source";
import type { Splice } from "@/transcript";
import { checkProposal, type TextProblem, textProblem } from "./check-proposal";
import type { Contributor } from "./contributor";
import { describeChange, oneLine } from "./describe-change";
import { isUndecided } from "./is-undecided";
import { lockContribution, proposedText } from "./lock-contribution";

export interface Amendment {
  readonly id: number;
  readonly author: Contributor;
  /** The version it was made from: of two amendments at once, the second is told. */
  readonly version: number;
  readonly base: number;
  readonly text: string;
  readonly message?: string | undefined;
}

export type AmendResult =
  | { readonly ok: true; readonly version: number; readonly hunks: readonly Splice[] }
  | {
      readonly ok: false;
      readonly reason: "no-contribution" | "not-yours" | "no-base" | "blocked" | TextProblem;
    }
  | { readonly ok: false; readonly reason: "decided"; readonly status: ContributionStatus }
  | { readonly ok: false; readonly reason: "older-version"; readonly version: number }
  | { readonly ok: false; readonly reason: "too-fast" };

/** Each tells the maintainers; nobody amends more by hand. */
const MOST_AN_HOUR = 60;

/** Changes what an undecided contribution proposes: a new version, which any approval has to have seen. */
export async function amend(db: Database, amendment: Amendment): Promise<AmendResult> {
  const malformed = textProblem(amendment.text);
  if (malformed) return { ok: false, reason: malformed };
  const { author } = amendment;
  const limit = { key: `amend:person:${author.id}`, limit: MOST_AN_HOUR, perSeconds: 3600 };
  if (!(await takeFrom(db, limit)).ok) return { ok: false, reason: "too-fast" };
  return db.$transaction(async (tx): Promise<AmendResult> => {
    const contribution = await lockContribution(tx, amendment.id);
    if (!contribution) return { ok: false, reason: "no-contribution" };
    const { document, status, version } = contribution;
    if (author.id === null || contribution.authorId !== author.id) return { ok: false, reason: "not-yours" };
    const standing = await standingAt(tx, { personId: author.id, showId: document.showId });
    if (standing.blocked !== null) return { ok: false, reason: "blocked" };
    if (!isUndecided(status)) return { ok: false, reason: "decided", status };
    if (version !== amendment.version) return { ok: false, reason: "older-version", version };
    const source = await readSource(tx, {
      documentId: document.id,
      number: amendment.base,
      path: document.path,
    });
    if (!source) return { ok: false, reason: "no-base" };
    const after = parseDocument({ path: document.path, text: amendment.text });
    const checked = checkProposal({ before: source.transcript, after });
    if (!checked.ok) return checked;
    const same =
      amendment.base === contribution.base && (await proposedText(tx, contribution)).text === amendment.text;
    if (same && oneLine(amendment.message ?? contribution.summary) === contribution.summary)
      return { ok: false, reason: "nothing-changed" };

    const [place] = await tx.$queryRaw<{ seconds: number | null }[]>`
      SELECT start_seconds AS seconds FROM contributions WHERE id = ${contribution.id}`;
    const described = describeChange({
      before: source.transcript,
      after,
      splices: checked.splices,
      at: place?.seconds ?? null,
      notes: document.kind === "notes",
    });
    const number = version + 1;
    const summary = oneLine(amendment.message ?? "") || described.summary;
    await tx.$executeRaw`
      INSERT INTO contribution_versions (contribution_id, number, document_id, base, splices, summary, added, removed)
      VALUES (${contribution.id}, ${number}, ${document.id}, ${amendment.base},
              ${JSON.stringify(checked.splices)}::jsonb, ${summary}, ${described.added}, ${described.removed})`;
    // What was sent back is with the maintainers again.
    await tx.$executeRaw`
      UPDATE contributions SET version = ${number}, status = 'open', changed_at = now() WHERE id = ${contribution.id}`;
    await noticeReviewers(tx, {
      showId: document.showId,
      kind: "amended",
      contributionId: contribution.id,
      actor: author,
    });
    return { ok: true, version: number, hunks: checked.splices };
  });
}
