import { CONFIDENT, type TextWord, textWords } from "@/align";
import type { Database } from "@/server/db";
import { type KnownTimes, readSource } from "@/server/text/documents/read-source";
import { type Aligned, type Aligning, alignEpisode } from "./align-episode";
import { alignPieces } from "./align-pieces";
import { type Piece, piecesAround } from "./pieces-around";
import { storeAlignment } from "./store-alignment";
import { takeLease } from "./take-lease";

/** What became of an edit: nothing to do, sentences aligned again, or why that has to wait. */
export type AlignedEdit =
  | { readonly ok: true; readonly words: number }
  | { readonly ok: false; readonly reason: "not-measured" | "not-kept" | "busy" | "edited-again" };

// If more has changed, all of it is aligned anew: a search over everything is then less work and more sure.
const MOST_NEW_SHARE = 0.3;
const MOST_NEW = 1500;

/**
 * Aligns the sentences of a transcript that edits have touched since its times were measured, from what was kept of the
 * sound. All other words keep their times. Nothing is fetched: if nothing was kept, `planAlignments` sees to it later.
 */
export async function alignEdit(db: Database, aligning: Aligning): Promise<AlignedEdit> {
  const { documentId, fetching, signal } = aligning;
  const found = await find(db, documentId);
  if (!found?.audioUrl) return { ok: false, reason: "not-measured" };
  const { audioUrl, head, path, duration, language } = found;
  // What another program has timed is timed by it again, with its audio.
  if (!/^en\b/i.test(language)) return { ok: false, reason: "not-kept" };
  const source = await readSource(db, { documentId, number: head, path });
  const known = source?.known;
  if (!source || !isMeasured(known)) return { ok: false, reason: "not-measured" };
  const { words } = textWords(source.transcript);
  const { confidences } = known;
  const fresh = confidences.filter((value) => value === null).length;
  if (!(await fetching.folder.hasCepstra(audioUrl))) return { ok: false, reason: "not-kept" };
  if (fresh > MOST_NEW || fresh > MOST_NEW_SHARE * words.length)
    return asEdit(await alignEpisode(db, aligning), fresh);
  const lease = await takeLease(db, documentId, audioUrl);
  if (!lease) return { ok: false, reason: "busy" };
  try {
    const starts = source.starts(duration);
    const pieces = piecesAround({ words, starts, confidences, duration });
    const told =
      pieces.length === 0
        ? null
        : await alignPieces(
            {
              cepstra: fetching.folder.cepstraOf(audioUrl),
              language,
              pieces: pieces.map(asked(words)),
            },
            { signal },
          );
    // Of another file at the same address.
    if (pieces.length > 0 && told?.hash !== Buffer.from(known.audio).toString("hex"))
      return { ok: false, reason: "not-kept" };
    const times = merge({ starts, confidences, pieces, heard: told?.pieces ?? [] });
    return await db.$transaction(async (tx) => {
      if (!(await lease.isHeld(tx))) return { ok: false, reason: "busy" } as const;
      const [row] = await tx.$queryRaw<{ head: number }[]>`
        SELECT head FROM documents WHERE id = ${documentId} FOR UPDATE`;
      if (row?.head !== head) return { ok: false, reason: "edited-again" } as const;
      if (pieces.length > 0)
        await storeAlignment(tx, {
          source,
          audio: known.audio,
          ...times,
          duration: duration ?? lastOf(starts),
        });
      const heard = times.confidences.filter((value) => value > 0).length;
      const sure = times.confidences.filter((value) => value >= CONFIDENT).length;
      const data = { revision: head, words: words.length, heard, sure };
      await tx.alignment.update({ where: { documentId }, data });
      return { ok: true, words: fresh } as const;
    });
  } finally {
    await lease.release();
  }
}

interface Found {
  readonly path: string;
  readonly head: number;
  readonly audioUrl: string | null;
  readonly duration: number | null;
  readonly language: string;
}

async function find(db: Database, documentId: number): Promise<Found | null> {
  const [row] = await db.$queryRaw<Found[]>`
    SELECT d.path, d.head, a.audio_url AS "audioUrl", coalesce(a.duration, e.duration_seconds) AS duration, s.language
    FROM alignments AS a
    JOIN documents AS d ON d.id = a.document_id
    JOIN episodes AS e ON e.id = d.episode_id
    JOIN shows AS s ON s.id = e.show_id
    WHERE d.id = ${documentId} AND d.head > 0 AND a.audio_url = e.audio_url`;
  return row ?? null;
}

type Measured = KnownTimes & {
  readonly audio: Uint8Array<ArrayBuffer>;
  readonly confidences: readonly (number | null)[];
};

const isMeasured = (known: KnownTimes | null | undefined): known is Measured =>
  known?.source === "audio" && known.audio !== null && known.confidences !== null;

const lastOf = (starts: Float64Array) => starts.at(-1) ?? 0;

const asEdit = (aligned: Aligned, words: number): AlignedEdit => {
  if (aligned.ok) return { ok: true, words };
  return { ok: false, reason: aligned.problem === "busy" ? "busy" : "not-kept" };
};

const asked =
  (words: readonly TextWord[]) =>
  ({ first, last, from, to }: Piece) => ({ from, to, words: words.slice(first, last) });

interface Merging {
  readonly starts: Float64Array;
  readonly confidences: readonly (number | null)[];
  readonly pieces: readonly Piece[];
  readonly heard: readonly {
    readonly starts: readonly (number | null)[];
    readonly confidence: readonly number[];
  }[];
}

/** The times after the edit: new words have what was heard, and so have others nearby that were not sure before. */
function merge({ starts, confidences, pieces, heard }: Merging) {
  const merged: (number | null)[] = Array.from(starts, (start, i) =>
    (confidences[i] ?? 0) > 0 ? start : null,
  );
  const sure = confidences.map((value) => value ?? 0);
  pieces.forEach(({ first, last }, p) => {
    for (let word = first; word < last; word++) {
      const start = heard[p]?.starts[word - first] ?? null;
      const confidence = heard[p]?.confidence[word - first] ?? 0;
      const isNew = confidences[word] === null;
      if (!isNew && ((sure[word] ?? 0) >= CONFIDENT || confidence < CONFIDENT)) continue;
      merged[word] = start;
      sure[word] = start === null ? 0 : confidence;
    }
  });
  // What was measured before holds: a new time may not pass it.
  let least = 0;
  merged.forEach((start, word) => {
    if (start === null) return;
    if (start < least) {
      merged[word] = null;
      sure[word] = 0;
    } else least = start;
  });
  return { starts: merged, confidences: sure };
}
