import type { ContributionChannel, Database } from "@/server/db";
import { standingAt } from "@/server/people/accounts/standing-at";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { serialize } from "@/transcript";
import { textProblem } from "./check-proposal";
import { compareChange } from "./compare-change";
import { oneLine } from "./describe-change";
import { editSegment } from "./edit-segment";
import { findAgain } from "./find-again";
import { findDocument, type ProposalDocument } from "./find-document";
import { findOwnOpen } from "./find-own-open";
import { findSegment } from "./find-segment";
import { proposedText } from "./lock-contribution";
import { mayContribute } from "./may-contribute";
import { mergeAside } from "./merge-aside";
import { placeOf } from "./place-of";
import { prepareAmendment } from "./prepare-amendment";
import type { Amendment, ParagraphProposal, PrepareResult, Proposal } from "./proposal";
import { readSide } from "./read-side";
import type { Refusal } from "./refusal";

/**
 * Works out what a change comes to, for every channel alike, and writes nothing: may its author make it, what does it
 * put in place of what (by whole segments), where is it heard, and what is it called? `write` does the rest. Of whoever
 * may not contribute, no text is read.
 */
export async function prepare(
  db: Database,
  wanted: Proposal | ParagraphProposal | Amendment,
): Promise<PrepareResult> {
  if ("amends" in wanted) return prepareAmendment(db, wanted);
  const malformed = "text" in wanted ? textProblem(wanted.text) : null;
  if (malformed) return { ok: false, reason: malformed };
  const { author, idempotencyKey, documentId, base } = wanted;
  const document = await findDocument(db, documentId);
  if (!document) return { ok: false, reason: "no-document" };
  if (!Number.isInteger(base) || base < 1 || base > document.head) return { ok: false, reason: "no-base" };
  const contribution = await findAgain(db, wanted);
  if (contribution) return { ok: true, prepared: { kind: "again", contribution } };

  const standing = await standingAt(db, { personId: author.id, showId: document.showId });
  // A mirror is the owner's own repository: who may commit there was decided there. An import is run by whoever runs
  // the site.
  const forbidden =
    "channel" in wanted && (wanted.channel === "mirror" || wanted.channel === "import")
      ? null
      : await mayContribute(db, {
          ...{ author, document, standing, agreed: wanted.agreed ?? false },
          ...{ showId: document.showId, documentId, proof: wanted.proof, idempotencyKey },
        });
  if (forbidden) return { ok: false, ...forbidden };

  const made: MadeResult =
    "edits" in wanted ? await editParagraph(db, document, wanted) : { ...wanted, ok: true };
  if (!made.ok) return made;
  const earlier = "edits" in wanted && wanted.amendsOwn ? await amendOwn(db, document, wanted, made) : null;
  if (earlier) return earlier;
  const { text, channel, within, gap } = made;
  const before = made.source ?? (await readSource(db, { documentId, number: base, path: document.path }));
  if (!before) return { ok: false, reason: "no-base" };
  const compared = await compareChange({ path: document.path, before, text, within });
  if (!compared.ok) return compared;
  const { splices, sayWhat } = compared;
  const place = await placeOf(db, document, before, splices, gap);
  const described = await sayWhat({ at: place.seconds, notes: document.kind === "notes" });
  if (!described.ok) return described;
  const summary = oneLine(wanted.message ?? "") || described.result.summary;
  const change = { document, base, splices, ...described.result, summary };
  return {
    ok: true,
    prepared: { kind: "proposal", author, standing, channel, idempotencyKey, place, change },
  };
}

/**
 * The amendment of what the same person has sent for the same place, where that is undecided: of a gap, the new words in
 * place of the earlier ones; of a paragraph, both changes together. Null where there is none.
 */
async function amendOwn(
  db: Database,
  document: ProposalDocument,
  { author, segmentId, documentId, base, message }: ParagraphProposal,
  { text, channel, gap, source }: Made,
): Promise<PrepareResult | null> {
  if (author.id === null || !source) return null;
  const place = { documentId, segmentId, gap: gap ?? null, channel, authorId: author.id };
  const own = await findOwnOpen(db, place);
  // A paragraph that was changed since is another one: what was sent for it stays as it is.
  if (!own || (gap === undefined && own.base !== base)) return null;
  let together = text;
  if (gap === undefined) {
    const { path } = document;
    const proposed = await proposedText(db, { document, ...own }, source);
    const sides = {
      base: source,
      ours: readSide({ path, text: proposed.text }),
      theirs: readSide({ path, text }),
    };
    const tried = await mergeAside({ path, ...sides });
    // Where both changed the same words, the newer ones are meant.
    if (tried.ok) together = tried.merged.text;
  }
  const amendment = { amends: own.id, version: own.version, author, base, text: together, message };
  const prepared = await prepareAmendment(db, amendment);
  if (prepared.ok || prepared.reason !== "nothing-changed") return prepared;
  // The same once more, as by a second press of a key.
  const { id, version, status, summary, splices: hunks } = own;
  const contribution = { id, version, status, summary, hunks, again: true, revision: null };
  return { ok: true, prepared: { kind: "again", contribution } };
}

/** A text to propose, and what may be changed by it. */
interface Made {
  readonly ok: true;
  readonly text: string;
  readonly channel: ContributionChannel;
  /** The revision it was made from, where it is read already. */
  readonly source?: Source;
  readonly within?: Proposal["within"];
  /** Which gap of the first changed segment is filled, from 0. */
  readonly gap?: number | undefined;
}

type MadeResult = Made | ({ readonly ok: false } & Refusal);

async function editParagraph(
  db: Database,
  document: ProposalDocument,
  proposal: ParagraphProposal,
): Promise<MadeResult> {
  const found = await findSegment(db, proposal, document);
  if (!found.ok) return found;
  const { source, index } = found;
  const { segments, newsletter } = source.transcript;
  const segment = segments[index];
  const name = segment?.kind === "speech" ? segment.name : null;
  const next = segments[index + 1]?.body ?? null;
  const paragraph = { name, body: segment?.body ?? "", next, newsletter };
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
      { ok: true, text, source, channel: "paragraph", within: [index - 1, index + 2] }
    : { ok: true, text, source, channel: "gap", within: [index, index + 1], gap };
}
