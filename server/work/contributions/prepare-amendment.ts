import type { Database } from "@/server/db";
import { standingAt } from "@/server/people/accounts/standing-at";
import { parseDocument } from "@/server/text/documents/parse-document";
import { parseSplices } from "@/server/text/documents/parse-splices";
import { readSource } from "@/server/text/documents/read-source";
import { checkProposal, textProblem } from "./check-proposal";
import { describeChange, oneLine } from "./describe-change";
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
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const document = contribution && (await findDocument(db, contribution.documentId));
  const newest = contribution?.versions[0];
  if (!document || !newest) return { ok: false, reason: "no-contribution" };
  const { status } = contribution;
  if (author.id === null || contribution.authorId !== author.id) return { ok: false, reason: "not-yours" };
  const standing = await standingAt(db, { personId: author.id, showId: document.showId });
  if (standing.blocked !== null) return { ok: false, reason: "blocked", because: standing.blocked };
  if (!isUndecided(status)) return { ok: false, reason: "decided", status };
  if (contribution.version !== version)
    return { ok: false, reason: "older-version", version: contribution.version };

  const source = await readSource(db, { documentId: document.id, number: base, path: document.path });
  if (!source) return { ok: false, reason: "no-base" };
  const after = parseDocument({ path: document.path, text });
  const checked = checkProposal({ before: source.transcript, after });
  if (!checked.ok) return checked;
  const seen = { document, base: newest.base, splices: parseSplices(newest.splices) };
  const same = base === newest.base && (await proposedText(db, seen)).text === text;
  if (same && oneLine(message ?? newest.summary) === newest.summary)
    return { ok: false, reason: "nothing-changed" };

  const { splices } = checked;
  const described = describeChange({
    ...{ before: source.transcript, after, splices, at: contribution.startSeconds },
    notes: document.kind === "notes",
  });
  const summary = oneLine(message ?? "") || described.summary;
  const change = { document, base, splices, ...described, summary };
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
