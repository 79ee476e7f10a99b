import type { Fit } from "@/align";
import type { Database } from "@/server/db";
import { weighAside } from "@/server/text/alignment/weigh-aside";
import type { Source } from "@/server/text/documents/read-source";
import type { SoundFolder } from "@/server/text/sounds/sound-folder";
import { withinSteps } from "@/transcript";
import type { ProposalDocument } from "./find-document";
import type { SoundWitness } from "./witness-of";
import { type ReplacedParagraphs, wordChanges } from "./word-changes";

interface Weighing {
  readonly document: Pick<ProposalDocument, "id" | "duration">;
  /** The revision that is changed. */
  readonly source: Source;
  readonly replaced: readonly ReplacedParagraphs[];
  readonly folder: SoundFolder;
}

/** Whoever changes more places than these wants somebody to listen. */
const MOST_PLACES = 12;

/**
 * What the sound says of a change: of several places, it supports the change where it supports all, and speaks against it
 * where it speaks against one. It is measured from what is kept of the sound; nothing is fetched for it.
 *
 * @returns null where it says nothing: no word changes, too many do, their times are not measured, or nothing is kept
 */
export async function weighChange(
  db: Database,
  { document, source, replaced, folder }: Weighing,
): Promise<SoundWitness | null> {
  const audio = source.known?.source === "audio" ? source.known.audio : null;
  if (!audio || replaced.length > MOST_PLACES) return null;
  const wordings = withinSteps(() => replaced.flatMap((one) => wordChanges(source, one, document.duration)));
  const placed = wordings.filter((wording) => wording !== null);
  if (placed.length === 0 || wordings.length > MOST_PLACES) return null;
  const audioUrl = await audioOf(db, document.id);
  if (audioUrl === null) return null;
  const fits = await weighAside({ folder, audioUrl, audio, wordings: placed });
  return fits && sumUp(fits, wordings.length);
}

async function audioOf(db: Database, documentId: number): Promise<string | null> {
  const [row] = await db.$queryRaw<{ audioUrl: string | null }[]>`
    SELECT e.audio_url AS "audioUrl" FROM documents AS d JOIN episodes AS e ON e.id = d.episode_id
    WHERE d.id = ${documentId}`;
  return row?.audioUrl ?? null;
}

function sumUp(fits: readonly (Fit | null)[], places: number): SoundWitness | null {
  const known = fits.filter((fit) => fit !== null).toSorted((a, b) => a.probability - b.probability);
  const [least] = known;
  if (!least) return null;
  const { judgement, probability, score } = least;
  // Of a place that could not be compared, nobody knows.
  const isWhole = known.length === places || judgement === "against";
  return { judgement: isWhole ? judgement : "unsure", probability, score };
}
