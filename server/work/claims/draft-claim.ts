import {
  checkability,
  chooseQuantity,
  findQuantities,
  type Quantity,
  type Scope,
  titleWords,
} from "@/evidence";
import type { Database } from "@/server/db";
import type { DocumentHead } from "@/server/text/episodes/find-episode";
import { timeText } from "@/server/text/episodes/time-text";
import { findExact, isOverGap, paragraphText, quoteWords, wordsTouched } from "@/server/text/quotes/quote";
import type { MeasuredStatistic } from "@/server/work/surveys/read-statistics";
import { type Transcript, turns } from "@/transcript";
import { shownWords } from "@/transcript/shown-words";
import { type BuiltFigure, buildFigure, type WantedExpression } from "./build-figure";
import { episodeName, saidWhen } from "./compare-with";
import { type FoundFigures, findFigures, type WantedFigures } from "./find-figures";
import { findRepeats } from "./find-repeats";
import { nearbyParagraphs } from "./nearby-paragraphs";
import { type QuantityFields, quantityFields } from "./quantity-fields";
import type { ReadableClaim } from "./read-claims";
import { suggestProposition } from "./suggest-proposition";
import { type Suggestion, suggestStatistics } from "./suggest-statistics";

// As quotations say a place that could not be heard, and as links to the form said it before.
const GAP = /\[(?:unintelligible|…)\]/;

/** A claim before it is proposed: its quote, and the statistics it may be about, most likely first. */
export interface DraftClaim {
  readonly ok: true;
  readonly exact: string;
  /** The claim as one full sentence, to be corrected. */
  readonly proposition: string;
  /** The paragraph's index in the transcript, from 0. */
  readonly position: number;
  readonly firstWord: number;
  readonly speaker: string | null;
  /** The quantity found in the words, or the one given by the caller. */
  readonly quantity: Quantity;
  /** The same quantity as the fields of the form. */
  readonly fields: QuantityFields;
  readonly scope: Scope;
  /** Whom the claim is about, in the speaker's words; null if not said. */
  readonly base: string | null;
  readonly suggestions: readonly Suggestion[];
  /** What was looked for among all figures. */
  readonly found: FoundFigures;
  /** What was put together by hand of several figures. */
  readonly built: BuiltFigure;
  /** Published claims of the show that may be the same one, said before. */
  readonly repeats: readonly ReadableClaim[];
}

/** A quantity that an episode states, and its place. */
export interface StatedQuantity {
  readonly segmentId: number;
  /** The paragraph's index in the transcript, from 0. */
  readonly position: number;
  readonly speaker: string | null;
  readonly firstWord: number;
  readonly lastWord: number;
  readonly exact: string;
  /** The text before and after it in its sentence. */
  readonly before: string;
  readonly after: string;
  /** How likely somebody can check it: higher is likelier. */
  readonly checkability: number;
}

/** A place that somebody can likely check, with the figure that it may be about. */
export interface CheckablePlace extends StatedQuantity {
  readonly suggestion: Suggestion | null;
}

interface Where {
  readonly transcript: DocumentHead;
  readonly duration: number | null;
  readonly publishedAt: Date | null;
}

const NOTHING: WantedFigures = { words: "", survey: "", wave: "", question: "" };
const NO_TERMS: WantedExpression = { ids: [], operation: null };

const VAGUE: Quantity = { kind: "vague", unit: null, comparator: "none" };

/** Drafts a claim from words of a paragraph, or says why they cannot be one. */
export async function draftClaim(
  db: Database,
  where: Where,
  wanted: {
    segmentId: number;
    exact: string;
    firstWord?: number | undefined;
    quantity?: Quantity | undefined;
    scope?: Scope | undefined;
    base?: string | null | undefined;
    search?: WantedFigures | undefined;
    build?: WantedExpression | undefined;
  },
): Promise<
  | DraftClaim
  | { ok: false; reason: "no-segment" | "no-words" | "words-changed" | "several-places" | "over-gap" }
> {
  const { transcript: head } = where;
  const read = await readWhere(db, where);
  const position = read?.ids.indexOf(wanted.segmentId) ?? -1;
  if (!read || position < 0) return { ok: false, reason: "no-segment" };
  const body = read.transcript.segments[position]?.body ?? "";
  const text = paragraphText(body);
  if (wanted.exact.trim() === "") return { ok: false, reason: "no-words" };
  const places = findExact(text, wanted.exact);
  const chosen = places.filter(({ first }) => first === wanted.firstWord);
  const [place, ...others] = chosen.length > 0 ? chosen : places;
  if (!place) return { ok: false, reason: GAP.test(wanted.exact) ? "over-gap" : "words-changed" };
  if (others.length > 0) return { ok: false, reason: "several-places" };
  if (isOverGap(body, place.first, place.last)) return { ok: false, reason: "over-gap" };
  const quote = quoteWords(text, place.first, place.last);
  if (!quote) return { ok: false, reason: "no-words" };
  const quantity = wanted.quantity ?? chooseQuantity(findQuantities(quote.exact)) ?? VAGUE;
  const episode = episodeName(head.path);
  const nearby = nearbyParagraphs(read.transcript, position);
  const { scope = "sample", base = null, search = NOTHING, build = NO_TERMS } = wanted;
  const comparable = { nearby, quantity, scope, base, episode, said: saidWhen(quote, where.publishedAt) };
  const [suggestions, found, built] = await Promise.all([
    suggestStatistics(db, comparable),
    findFigures(db, comparable, search),
    buildFigure(db, comparable, build),
  ]);
  const repeats = await findRepeats(db, {
    ...{ documentId: head.id, quote: quote.exact, nearby, quantity, suggestions },
  });
  return {
    ok: true,
    exact: quote.exact,
    proposition: suggestProposition(
      text,
      Math.max(0, text.indexOf(quote.exact, shownWords(text)[quote.firstWord]?.start ?? 0)),
      quote.exact,
    ),
    position,
    firstWord: quote.firstWord,
    speaker: read.speakers[position] ?? null,
    quantity,
    fields: quantityFields(quantity),
    scope,
    base,
    suggestions,
    found,
    built,
    repeats,
  };
}

/** Suggests statistics as further evidence for a claim, most likely first, beside those that are looked for. */
export async function draftEvidence(
  db: Database,
  where: Where,
  claim: ReadableClaim,
  { search = NOTHING, build = NO_TERMS }: { search?: WantedFigures; build?: WantedExpression } = {},
): Promise<Pick<DraftClaim, "suggestions" | "found" | "built">> {
  const read = await readWhere(db, where);
  const position = read?.ids.indexOf(claim.segmentId) ?? -1;
  const { quantity, scope, base } = claim;
  const comparable = {
    ...{ quantity, scope, base, episode: episodeName(where.transcript.path) },
    said: saidWhen(claim, where.publishedAt),
    nearby: read && position >= 0 ? nearbyParagraphs(read.transcript, position) : [],
  };
  const [suggestions, found, built] = await Promise.all([
    suggestStatistics(db, comparable),
    findFigures(db, comparable, search),
    buildFigure(db, comparable, build),
  ]);
  const key = ({ id, computed }: MeasuredStatistic) =>
    JSON.stringify([id, computed?.operation, computed?.terms.map((term) => term.id)]);
  const held = new Set(claim.evidence.map(({ statistic }) => key(statistic)));
  const isNew = ({ statistic }: Suggestion) => !held.has(key(statistic));
  return {
    suggestions: suggestions.filter(isNew),
    found: { ...found, figures: found.figures.filter(isNew) },
    built,
  };
}

/** Lists all quantities that an episode states and nobody has claimed yet, in order. */
export async function listQuantities(db: Database, where: Where): Promise<StatedQuantity[]> {
  const read = await readWhere(db, where);
  if (!read) return [];
  const surveys = (await surveyTitles(db)).map(titleWords);
  const claimed = await db.claimAnchor.findMany({
    where: {
      documentId: where.transcript.id,
      lostAt: null,
      status: { not: "rejected" },
      claim: { status: { in: ["proposed", "published"] } },
    },
    select: { segmentId: true, firstWord: true, lastWord: true },
  });
  return read.transcript.segments.flatMap(({ body }, position) => {
    const text = paragraphText(body);
    const segmentId = read.ids[position];
    if (segmentId === undefined) return [];
    const around = nearbyParagraphs(read.transcript, position).slice(1, AROUND);
    const found = findQuantities(text);
    const scores = checkability({ found, text, around, surveys });
    return found.flatMap(({ start, end }, nth) => {
      const touched = wordsTouched(text, start, sentenceEnd(text, end));
      const quote = touched && quoteWords(text, touched.first, touched.last);
      if (!quote || isOverGap(body, quote.firstWord, quote.lastWord)) return [];
      const { exact, firstWord, lastWord } = quote;
      const taken = (one: (typeof claimed)[number]) =>
        one.segmentId === segmentId && one.firstWord <= lastWord && firstWord <= one.lastWord;
      if (claimed.some(taken)) return [];
      // A quote does not include the signs before its first word.
      const at = text.indexOf(exact, shownWords(text)[firstWord]?.start ?? 0);
      const [from, to] = [Math.max(0, at - 80), at + exact.length + 80];
      const before = text.slice(from, at).replace(from > 0 ? /^\S*\s/ : "", "");
      const after = text.slice(at + exact.length, to).replace(to < text.length ? /\s\S*$/ : "", "");
      const speaker = read.speakers[position] ?? null;
      return [
        {
          ...{ segmentId, position, speaker, firstWord, lastWord, exact, before, after },
          checkability: scores[nth] ?? 0,
        },
      ];
    });
  });
}

/**
 * The places of an episode that somebody can likely check, the likeliest first, each with the figure that it may be about
 * where that can be compared.
 */
export async function listCheckable(
  db: Database,
  where: Where,
  places: readonly StatedQuantity[],
): Promise<CheckablePlace[]> {
  const read = await readWhere(db, where);
  if (!read) return [];
  const likely = places
    .filter(({ checkability: score }) => score >= LEAST_CHECKABLE)
    .toSorted((a, b) => b.checkability - a.checkability)
    .slice(0, MOST_CHECKABLE);
  return Promise.all(
    likely.map(async (place) => {
      const { position, exact } = place;
      const quantity = chooseQuantity(findQuantities(exact)) ?? VAGUE;
      const quote = { exact, prefix: place.before, suffix: place.after };
      const [first] = await suggestStatistics(db, {
        ...{ quantity, scope: "sample", base: null, episode: episodeName(where.transcript.path) },
        said: saidWhen(quote, where.publishedAt),
        nearby: nearbyParagraphs(read.transcript, position),
      });
      return { ...place, suggestion: first && first.comparison.reason === null ? first : null };
    }),
  );
}

/** As many as one looks through. */
const MOST_CHECKABLE = 10;
/** Fewer points than a percent has that is said of somebody. */
const LEAST_CHECKABLE = 2;
/** The paragraphs around a number that may name its source. */
const AROUND = 4;

async function surveyTitles(db: Database): Promise<string[]> {
  const surveys = await db.survey.findMany({ select: { title: true }, take: 500, orderBy: { id: "asc" } });
  return surveys.map(({ title }) => title);
}

/** The end of a claim's sentence after its quantity, at most 90 characters on. */
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
