import { type Comparison, findQuantities, type Quantity, suggest } from "@/evidence";
import { type Transcript, turns } from "@/transcript";
import { shownWords } from "@/transcript/shown-words";
import type { Database } from "../db";
import type { DocumentHead } from "../episodes/find-episode";
import { timeText } from "../episodes/time-text";
import { type MeasuredStatistic, readStatistics } from "../surveys/read-statistics";
import { asStatistic, compareWith, episodeName, isFromEpisode } from "./compare-with";
import { findExact, isOverGap, paragraphText, quoteWords, wordsTouched } from "./quote";

/** A claim before it is proposed: what was said, and the statistics it may be about, the likeliest first. */
export interface DraftClaim {
  readonly ok: true;
  readonly exact: string;
  readonly firstWord: number;
  readonly speaker: string | null;
  /** As it was read from the words, or as it was handed in. */
  readonly quantity: Quantity;
  readonly suggestions: readonly { readonly statistic: MeasuredStatistic; readonly comparison: Comparison }[];
}

/** Where an episode states a quantity. */
export interface StatedQuantity {
  readonly segmentId: number;
  readonly speaker: string | null;
  readonly firstWord: number;
  readonly lastWord: number;
  readonly exact: string;
  /** The words of the sentence before and after. */
  readonly before: string;
  readonly after: string;
}

interface Where {
  readonly transcript: DocumentHead;
  readonly duration: number | null;
}

const MOST_SUGGESTED = 8;
const VAGUE: Quantity = { kind: "vague", unit: null, comparator: "none" };

/** Makes a draft of the words of a paragraph; says why where they cannot be a claim. */
export async function draftClaim(
  db: Database,
  { transcript: head, duration }: Where,
  wanted: {
    segmentId: number;
    exact: string;
    firstWord?: number | undefined;
    quantity?: Quantity | undefined;
  },
): Promise<
  | DraftClaim
  | { ok: false; reason: "no-segment" | "no-words" | "words-changed" | "several-places" | "over-gap" }
> {
  const read = await readWhere(db, { transcript: head, duration });
  const position = read?.ids.indexOf(wanted.segmentId) ?? -1;
  if (!read || position < 0) return { ok: false, reason: "no-segment" };
  const body = read.transcript.segments[position]?.body ?? "";
  const text = paragraphText(body);
  if (wanted.exact.trim() === "") return { ok: false, reason: "no-words" };
  const places = findExact(text, wanted.exact);
  const chosen = places.filter(({ first }) => first === wanted.firstWord);
  const [place, ...others] = chosen.length > 0 ? chosen : places;
  if (!place) return { ok: false, reason: wanted.exact.includes("[…]") ? "over-gap" : "words-changed" };
  if (others.length > 0) return { ok: false, reason: "several-places" };
  if (isOverGap(body, place.first, place.last)) return { ok: false, reason: "over-gap" };
  const quote = quoteWords(text, place.first, place.last);
  if (!quote) return { ok: false, reason: "no-words" };
  const quantity = wanted.quantity ?? findQuantities(quote.exact)[0]?.quantity ?? VAGUE;
  const episode = episodeName(head.path);
  const statistics = await readStatistics(db, { everything: true });
  const nearby = [position, position - 1, position + 1, position - 2]
    .map((at) => read.transcript.segments[at]?.body)
    .map((near) => (near === undefined ? "" : paragraphText(near)));
  const suggested = suggest({
    ...{ quote: quote.exact, nearby, quantity, scope: "sample" as const },
    candidates: statistics.map((statistic) => ({
      ...{ statistic: asStatistic(statistic), measured: statistic, category: statistic.category },
      ...{
        question: `${statistic.survey.slug}/${statistic.question}`,
        wording: statistic.wording,
        base: statistic.base,
      },
      context: {
        source: isFromEpisode(statistic.source, episode) ? ("same" as const) : ("other" as const),
        ...({ wave: "same", question: "same", base: "same" } as const),
      },
    })),
  });
  const suggestions = suggested
    // The two likeliest answers of each question; of an answer with two sources the first.
    .flatMap(({ statistics: likely }) => likely.slice(0, 3))
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_SUGGESTED)
    .map(({ candidate: { measured } }) => ({
      statistic: measured,
      comparison: compareWith({ quantity, scope: "sample", base: null, episode }, measured),
    }));
  return {
    ok: true,
    exact: quote.exact,
    firstWord: quote.firstWord,
    speaker: read.speakers[position] ?? null,
    quantity,
    suggestions,
  };
}

/** Every place at which the episode states a quantity, in order. */
export async function listQuantities(db: Database, where: Where): Promise<StatedQuantity[]> {
  const read = await readWhere(db, where);
  if (!read) return [];
  return read.transcript.segments.flatMap(({ body }, position) => {
    const text = paragraphText(body);
    const segmentId = read.ids[position];
    if (segmentId === undefined) return [];
    return findQuantities(text).flatMap(({ start, end }) => {
      const touched = wordsTouched(text, start, sentenceEnd(text, end));
      const quote = touched && quoteWords(text, touched.first, touched.last);
      if (!quote || isOverGap(body, quote.firstWord, quote.lastWord)) return [];
      const { exact, firstWord, lastWord } = quote;
      const at = shownWords(text)[firstWord]?.start ?? 0;
      const [before, after] = [
        text.slice(Math.max(0, at - 80), at),
        text.slice(at + exact.length, at + exact.length + 80),
      ];
      return [
        { segmentId, speaker: read.speakers[position] ?? null, firstWord, lastWord, exact, before, after },
      ];
    });
  });
}

/** A claim is a sentence: from its quantity to where that ends, but not further than a line. */
function sentenceEnd(text: string, from: number): number {
  const stop = text.slice(from, from + 90).search(/[.!?;…](?:\s|$)|,\s/);
  if (stop >= 0) return from + stop;
  const space = text.slice(from, from + 90).lastIndexOf(" ");
  return text.length - from <= 90 ? text.length : from + Math.max(0, space);
}

async function readWhere(db: Database, { transcript: head, duration }: Where) {
  const timed = await timeText(db, {
    documentId: head.id,
    revision: head.revision,
    path: head.path,
    duration,
  });
  if (!timed) return null;
  const live = await db.segment.findMany({
    where: { documentId: head.id, gone: null },
    orderBy: { position: "asc" },
    select: { id: true },
  });
  const transcript: Transcript = timed.transcript;
  const speakers: (string | null)[] = [];
  for (const { kind, speaker, first, last } of turns(transcript))
    for (let at = first; at <= last; at += 1) speakers[at] = kind === "marker" ? null : speaker;
  return { transcript, ids: live.map(({ id }) => id), speakers };
}
