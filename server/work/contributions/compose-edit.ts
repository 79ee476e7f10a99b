import type { Database } from "@/server/db";
import { parseDocument } from "@/server/text/documents/parse-document";
import { parseSplices } from "@/server/text/documents/parse-splices";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { applySplices, merge, type Splice, serializeRange, type Transcript } from "@/transcript";

/** A place whose text a reviewer may change before accepting, without the white space that separates it. */
export interface EditablePlace {
  readonly text: string;
}

/** What a reviewer may edit: the runs that are proposed, or the places that conflict with today's text. */
export interface Editable {
  /** The revision that the edited text is made from. */
  readonly on: number;
  readonly places: readonly EditablePlace[];
}

interface Found {
  readonly on: number;
  readonly transcript: Transcript;
  /** Segments [start, end) of `transcript`, and what is proposed to stand there. */
  readonly places: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  readonly splices: readonly Splice[] | null;
}

async function find(db: Database, { id, version }: { id: number; version: number }): Promise<Found | null> {
  const row = await db.contributionVersion.findUnique({
    where: { contributionId_number: { contributionId: id, number: version } },
    include: { contribution: { include: { document: { select: { id: true, path: true, head: true } } } } },
  });
  if (!row) return null;
  const { document } = row.contribution;
  const read = (number: number): Promise<Source | null> =>
    readSource(db, { documentId: document.id, number, path: document.path });
  const [base, head] = await Promise.all([read(row.base), read(document.head)]);
  const splices = parseSplices(row.splices);
  const proposed = base && applySplices(base.transcript, splices);
  if (!base || !head || proposed === null) return null;
  const merged = merge(
    base.transcript,
    head.transcript,
    parseDocument({ path: document.path, text: proposed }),
  );
  if (merged.ok) {
    const places = splices.map(({ start, end, after }) => ({ start, end, text: after }));
    return { on: row.base, transcript: base.transcript, places, splices };
  }
  return {
    on: head.number,
    transcript: merged.transcript,
    places: merged.conflicts.map(
      ({
        segments: {
          merged: [start, end],
        },
        theirs,
      }) => ({ start, end, text: theirs }),
    ),
    splices: null,
  };
}

const ENDING = /\s*$/;

/** What of a version a reviewer may edit in place; null where there is none such. */
export async function readEditable(
  db: Database,
  wanted: { id: number; version: number },
): Promise<Editable | null> {
  const found = await find(db, wanted);
  return (
    found && { on: found.on, places: found.places.map(({ text }) => ({ text: text.replace(ENDING, "") })) }
  );
}

/**
 * The whole text with the places as a reviewer left them, for `accept`: everything else is as proposed. Null where the
 * places are no longer those that were seen.
 *
 * @param on the revision that `readEditable` said
 * @param texts one a place, without the white space that separates it; empty takes the place out
 */
export async function composeEdit(
  db: Database,
  { id, version, on, texts }: { id: number; version: number; on: number; texts: readonly string[] },
): Promise<{ readonly text: string; readonly on: number } | null> {
  const found = await find(db, { id, version });
  if (!found || found.on !== on || found.places.length !== texts.length) return null;
  const edited = found.places.map(({ text }, i) => restored(texts[i] ?? "", text));
  if (found.splices) {
    const text = applySplices(
      found.transcript,
      found.splices.map((splice, i) => ({ ...splice, after: edited[i] ?? "" })),
    );
    return text === null ? null : { text, on };
  }
  const { transcript, places } = found;
  let text = transcript.lead;
  let at = 0;
  places.forEach(({ start, end }, i) => {
    text += serializeRange(transcript, at, start) + (edited[i] ?? "");
    at = end;
  });
  return { text: text + serializeRange(transcript, at, transcript.segments.length), on };
}

/** A form sends line breaks as CRLF and no separators: those are put back as they were. */
function restored(written: string, original: string): string {
  const text = original.includes("\r\n") ? written : written.replaceAll("\r\n", "\n");
  const body = text.replace(ENDING, "");
  if (body === "") return "";
  return body + (ENDING.exec(original)?.[0] || "\n\n");
}
