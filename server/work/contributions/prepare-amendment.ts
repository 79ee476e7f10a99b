import type { Database } from "@/server/db";
import { standingAt } from "@/server/people/accounts/standing-at";
import { parseSplices } from "@/server/text/documents/parse-splices";
import { readSource } from "@/server/text/documents/read-source";
import { textProblem } from "./check-proposal";
import { compareChange } from "./compare-change";
import { oneLine } from "./describe-change";
import { findDocument } from "./find-document";
import { isUndecided } from "./is-undecided";
import { proposedText } from "./lock-contribution";
import type { Amendment, PrepareResult } from "./proposal";

/** What `prepare` does of an amendment: the rights are its author's alone, and where it is heard is known already. */
export async function prepareAmendment(
  db: Database,
  { amends, author, version, base, text, message }: Amendment,
): Promise<PrepareResult> {
  const malformed = textProblem(text);
  if (malformed) return { ok: false, reason: malformed };
  const contribution = await db.contribution.findUnique({
    where: { id: amends },
    select: { documentId: true, authorId: true, status: true, version: true, startSeconds: true },
  });
  if (!contribution) return { ok: false, reason: "no-contribution" };
  const { status, documentId } = contribution;
  if (author.id === null || contribution.authorId !== author.id) return { ok: false, reason: "not-yours" };
  const document = await findDocument(db, documentId);
  if (!document) return { ok: false, reason: "no-contribution" };
  const standing = await standingAt(db, { personId: author.id, showId: document.showId });
  if (standing.blocked !== null) return { ok: false, reason: "blocked", because: standing.blocked };
  if (!isUndecided(status)) return { ok: false, reason: "decided", status };
  if (contribution.version !== version)
    return { ok: false, reason: "older-version", version: contribution.version };

  const newest = await db.contributionVersion.findUnique({
    where: { contributionId_number: { contributionId: amends, number: version } },
  });
  if (!newest) return { ok: false, reason: "no-contribution" };
  const source = await readSource(db, { documentId, number: base, path: document.path });
  if (!source) return { ok: false, reason: "no-base" };
  const compared = await compareChange({ path: document.path, before: source, text });
  if (!compared.ok) return compared;
  const seen = { document, base: newest.base, splices: parseSplices(newest.splices) };
  const same = base === newest.base && (await proposedText(db, seen)).text === text;
  if (same && oneLine(message ?? newest.summary) === newest.summary)
    return { ok: false, reason: "nothing-changed" };

  const { splices, sayWhat } = compared;
  const described = await sayWhat({ at: contribution.startSeconds, notes: document.kind === "notes" });
  if (!described.ok) return described;
  const summary = oneLine(message ?? "") || described.result.summary;
  const change = { document, base, splices, ...described.result, summary };
  return {
    ok: true,
    prepared: {
      kind: "amendment",
      id: amends,
      author: { id: author.id, name: author.name },
      version,
      change,
    },
  };
}
