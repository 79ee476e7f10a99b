import type { ContributionChannel, Database } from "@/server/db";
import { standingAt } from "@/server/people/accounts/standing-at";
import { parseDocument } from "@/server/text/documents/parse-document";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { serialize } from "@/transcript";
import { checkProposal, textProblem } from "./check-proposal";
import { describeChange, oneLine } from "./describe-change";
import { editSegment } from "./edit-segment";
import { findAgain } from "./find-again";
import { findDocument, type ProposalDocument } from "./find-document";
import { findSegment } from "./find-segment";
import { mayContribute } from "./may-contribute";
import { placeOf } from "./place-of";
import { prepareAmendment } from "./prepare-amendment";
import type { Amendment, ParagraphProposal, PrepareResult, Proposal } from "./proposal";
import type { Refusal } from "./refusal";

/**
 * Works out what a change comes to, for every channel alike, and writes nothing: may its author make it, what does it
 * put in place of what (by whole segments), where is it heard, and what is it called. `write` does the rest.
 */
export async function prepare(
  db: Database,
  wanted: Proposal | ParagraphProposal | Amendment,
): Promise<PrepareResult> {
  if ("amends" in wanted) return prepareAmendment(db, wanted);
  const made = "edits" in wanted ? await editParagraph(db, wanted) : await takeText(db, wanted);
  if (!made.ok) return made;
  const { document, text, channel, within, gap } = made;
  const { author, idempotencyKey } = wanted;
  const contribution = await findAgain(db, wanted);
  if (contribution) return { ok: true, prepared: { kind: "again", contribution } };

  const standing = await standingAt(db, { personId: author.id, showId: document.showId });
  // A mirror is the owner's own repository: who may commit there was decided there. An import is run by whoever runs
  // the site.
  const forbidden =
    channel === "mirror" || channel === "import"
      ? null
      : await mayContribute(db, { author, document, standing, agreed: wanted.agreed ?? false });
  if (forbidden) return { ok: false, ...forbidden };

  const before =
    made.source ??
    (await readSource(db, { documentId: document.id, number: wanted.base, path: document.path }));
  if (!before) return { ok: false, reason: "no-base" };
  const after = parseDocument({ path: document.path, text });
  const checked = checkProposal({ before: before.transcript, after, within });
  if (!checked.ok) return checked;
  const { splices } = checked;
  const place = await placeOf(db, document, before, splices, gap);
  const described = describeChange({
    ...{ before: before.transcript, after, splices, at: place.seconds },
    notes: document.kind === "notes",
  });
  const summary = oneLine(wanted.message ?? "") || described.summary;
  const change = { document, base: wanted.base, splices, ...described, summary };
  return {
    ok: true,
    prepared: { kind: "proposal", author, standing, channel, idempotencyKey, place, change },
  };
}

/** A text to propose, and what may be changed by it. */
interface Made {
  readonly ok: true;
  readonly document: ProposalDocument;
  readonly text: string;
  readonly channel: ContributionChannel;
  /** The revision it was made from, where it is read already. */
  readonly source?: Source;
  readonly within?: Proposal["within"];
  /** Which gap of the first changed segment is filled, from 0. */
  readonly gap?: number | undefined;
}

type MadeResult = Made | ({ readonly ok: false } & Refusal);

async function takeText(
  db: Database,
  { text, documentId, base, channel, within }: Proposal,
): Promise<MadeResult> {
  const malformed = textProblem(text);
  if (malformed) return { ok: false, reason: malformed };
  const document = await findDocument(db, documentId);
  if (!document) return { ok: false, reason: "no-document" };
  if (!Number.isInteger(base) || base < 1 || base > document.head) return { ok: false, reason: "no-base" };
  return { ok: true, document, text, channel, within };
}

async function editParagraph(db: Database, proposal: ParagraphProposal): Promise<MadeResult> {
  const found = await findSegment(db, proposal);
  if (!found.ok) return found;
  const { document, source, index } = found;
  const { segments, newsletter } = source.transcript;
  const segment = segments[index];
  const paragraph = { name: segment?.kind === "speech" ? segment.name : null, newsletter };
  const edits = typeof proposal.edits === "function" ? proposal.edits(paragraph) : proposal.edits;
  const edited = editSegment(source.transcript, index, edits);
  if (!edited.ok) return edited;
  const text = serialize(edited.transcript);
  const malformed = textProblem(text);
  if (malformed) return { ok: false, reason: malformed };
  const [only] = edits;
  const gap = edits.length === 1 && only?.kind === "gap" ? only.gap : undefined;
  return gap === undefined
    ? // Where a paragraph goes or is joined, what separates it from its neighbours may change with it.
      { ok: true, document, text, source, channel: "paragraph", within: [index - 1, index + 2] }
    : { ok: true, document, text, source, channel: "gap", within: [index, index + 1], gap };
}
