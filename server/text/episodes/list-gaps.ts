import type { Reader } from "@/server/db";
import { marks, readableText, turns } from "@/transcript";
import { timeText } from "./time-text";

/** A gap with the text around it. */
export interface Gap {
  readonly documentId: number;
  /** Its number among the gaps of its document, from 1. */
  readonly place: number;
  /** `practicalai/147`. */
  readonly document: string;
  readonly revision: number;
  /** The lasting id of its paragraph. */
  readonly segment: number;
  /** In seconds: the time that the transcript states, or else its timeline's. */
  readonly start: number;
  /** Whether it can be heard: whether the episode's audio is linked. */
  readonly audio: boolean;
  readonly stated: boolean;
  readonly speaker: string | null;
  /** The text around it within its paragraph, at most 200 characters each. */
  readonly before: string;
  readonly after: string;
}

interface Wanted {
  readonly show?: string | undefined;
  /** `practicalai/147`. */
  readonly document?: string | undefined;
  /** Only gaps that can be heard, or only the others. */
  readonly audio?: boolean | undefined;
  /** The last gap of the previous page. */
  readonly after: { readonly documentId: number; readonly place: number };
  readonly take: number;
}

const CONTEXT = 200;
// Documents read at once; most have a few gaps each.
const BATCH = 10;

/** Lists open gaps of transcripts by document, in the order in which documents were added. */
export async function listGaps(db: Reader, wanted: Wanted): Promise<Gap[]> {
  const { show, document, audio, after, take } = wanted;
  const found: Gap[] = [];
  // The document of the last gap may have more.
  let from = after.documentId - 1;
  const [ofShow, ofEpisode] = document?.split("/") ?? [show];
  while (found.length < take) {
    const documents = await db.document.findMany({
      where: {
        id: { gt: from },
        kind: "transcript",
        gaps: { gt: 0 },
        episode: {
          ...(ofShow === undefined ? {} : { show: { slug: ofShow } }),
          ...(ofEpisode === undefined ? {} : { slug: ofEpisode }),
          ...(audio === undefined ? {} : { audioUrl: audio ? { not: null } : null }),
          ...(show === undefined ? {} : { AND: [{ show: { slug: show } }] }),
        },
      },
      orderBy: { id: "asc" },
      take: BATCH,
      include: {
        episode: {
          select: { slug: true, durationSeconds: true, audioUrl: true, show: { select: { slug: true } } },
        },
        segments: { where: { gone: null }, orderBy: { position: "asc" }, select: { id: true } },
      },
    });
    for (const row of documents) {
      const gaps = await gapsOf(db, row);
      found.push(
        ...gaps.filter(({ documentId, place }) => documentId !== after.documentId || place > after.place),
      );
    }
    if (documents.length < BATCH) break;
    from = documents.at(-1)?.id ?? from;
  }
  return found.slice(0, take);
}

interface Row {
  readonly id: number;
  readonly path: string;
  readonly head: number;
  readonly episode: {
    readonly slug: string;
    readonly durationSeconds: number | null;
    readonly audioUrl: string | null;
    readonly show: { readonly slug: string };
  };
  readonly segments: readonly { readonly id: number }[];
}

async function gapsOf(db: Reader, { id, path, head, episode, segments }: Row): Promise<Gap[]> {
  const timed = await timeText(db, {
    documentId: id,
    revision: head,
    duration: episode.durationSeconds,
    path,
  });
  if (!timed) return [];
  const { transcript, time } = timed;
  const speakers = turns(transcript).flatMap(({ speaker, first, last }) =>
    Array(last - first + 1).fill(speaker),
  );
  let place = 0;
  return transcript.segments.flatMap(({ body }, index) =>
    marks(body).flatMap(({ type, seconds, start, end }): Gap[] => {
      if (type !== "gap") return [];
      place += 1;
      return [
        {
          documentId: id,
          place,
          document: `${episode.show.slug}/${episode.slug}`,
          revision: head,
          segment: segments[index]?.id ?? index + 1,
          start: seconds ?? time.segmentStarts[index] ?? time.end,
          audio: episode.audioUrl !== null,
          stated: seconds !== null,
          speaker: speakers[index] ?? null,
          before: readableText(body.slice(0, start)).slice(-CONTEXT),
          after: readableText(body.slice(end)).slice(0, CONTEXT),
        },
      ];
    }),
  );
}
