import type { Problem } from "@/server/doors/import/problem";
import { type FetchOptions, fetchBytes } from "@/server/net/fetch-bytes";
import { charsetIn } from "@/server/text/transcript-files/kind-of";
import {
  type ReadTranscriptFile,
  readTranscriptFile,
} from "@/server/text/transcript-files/read-transcript-file";
import type { FeedItem, FeedTranscript } from "./feed";

// A transcript that is imported as a file has at most 5 MB; captions with times take up to four times the
// space.
export const MOST_BYTES = 20_000_000;
// A transcript of ten hours with a time for each word; what is larger is known by its address and hash.
export const MOST_KEPT_BYTES = 5_000_000;
// A feed names its few formats and languages; more is a mistake.
const MOST_FILES = 12;

/** A transcript's file as it was fetched and read. */
export interface TakenFile {
  readonly named: FeedTranscript;
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly read: Extract<ReadTranscriptFile, { ok: true }>;
}

/** The transcript that an episode gets, and the others that its feed names. */
export interface ChosenTranscript {
  readonly transcript: TakenFile | null;
  readonly others: readonly TakenFile[];
}

interface Options {
  readonly fetch?: Pick<FetchOptions, "allowInternal" | "resolve" | "limitSeconds"> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The feed's address, for addresses that are relative to it; null if the feed is a file. */
  readonly feedUrl: string | null;
  /** The show's language, BCP 47; null if nobody says. */
  readonly language: string | null;
  readonly tell: (problem: Omit<Problem, "path">) => void;
}

/**
 * Chooses among the transcripts that a feed names for an episode: those in the show's language first, then the one
 * with the finest times. Files that cannot be fetched or read are told, and so is what is missing in the one that is
 * taken, with file, line and reason.
 */
export async function chooseTranscript(item: FeedItem, options: Options): Promise<ChosenTranscript> {
  const taken: TakenFile[] = [];
  for (const named of item.transcripts.slice(0, MOST_FILES)) {
    const url = absolute(named.url, options.feedUrl);
    if (url === null) {
      options.tell({
        reason: `its transcript (${typeOf(named)}) was left out: "${named.url}" is no address`,
      });
      continue;
    }
    const { fetch, signal } = options;
    const fetched = await fetchBytes(url, { ...fetch, signal, mostBytes: MOST_BYTES });
    if (!fetched.ok) {
      options.tell({ reason: `its transcript (${typeOf(named)}) was left out: ${fetched.message}` });
      continue;
    }
    const read = await readTranscriptFile(fetched.bytes, {
      type: named.type ?? fetched.contentType,
      name: url,
      charset: charsetIn(fetched.contentType),
    });
    if (read.ok) taken.push({ named, url, bytes: fetched.bytes, read });
    else
      options.tell({
        file: url,
        line: read.problem.line ?? undefined,
        reason: `its transcript (${typeOf(named)}) was left out: ${read.problem.reason}`,
      });
  }
  const [transcript = null, ...others] = taken.toSorted(
    (a, b) =>
      distance(a.named.language, options.language) - distance(b.named.language, options.language) ||
      GRAINS.indexOf(a.read.grain) - GRAINS.indexOf(b.read.grain) ||
      timesIn(b) - timesIn(a) ||
      speakersIn(b) - speakersIn(a),
  );
  const { language = null } = transcript?.named ?? {};
  if (distance(language, options.language) > 1)
    options.tell({
      file: transcript?.url,
      reason: `its only transcript is in another language (${language})`,
    });
  for (const { line, reason, left } of transcript?.read.problems ?? [])
    options.tell({
      file: transcript?.url,
      line: line ?? undefined,
      reason: left ? `${reason}: ${JSON.stringify(left)}` : reason,
    });
  return { transcript, others };
}

const GRAINS = ["word", "line", "none"];

/** How many of a file's words or lines have a time. */
const timesIn = ({ read }: TakenFile) =>
  read.cues.reduce((sum, { start, tokens }) => {
    const words = tokens.reduce((count, token) => count + (token.start === null ? 0 : 1), 0);
    return sum + (words || (start === null ? 0 : 1));
  }, 0);

/** Whether a file names who speaks. */
const speakersIn = ({ read }: TakenFile) => (read.cues.some(({ speaker }) => speaker !== null) ? 1 : 0);

const typeOf = ({ type }: FeedTranscript) => type?.split(";")[0]?.trim() || "of no type";

/** An address that a feed gives, which may be relative to it; null if it is none. */
export function absolute(url: string, base: string | null): string | null {
  if (!URL.canParse(url, base ?? undefined)) return null;
  const { protocol, href } = new URL(url, base ?? undefined);
  return protocol === "http:" || protocol === "https:" ? href : null;
}

/** How far a language is from the show’s: 0 the same, 0.5 in another region, 1 not said, 3 another one. */
function distance(language: string | null, wanted: string | null): number {
  if (language === null || wanted === null) return 1;
  if (language.toLowerCase() === wanted.toLowerCase()) return 0;
  const base = (tag: string) => tag.toLowerCase().split("-")[0];
  return base(language) === base(wanted) ? 0.5 : 3;
}
