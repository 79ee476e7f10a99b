import type { Scorer } from "../acoustic/scorer";
import type { Ear } from "../ear";
import type { Evidence } from "../judge/confidence";
import type { AlignRequest } from "../port";
import { Cepstra, FRAME_RATE } from "../sound/cepstra";
import { createFeatures } from "../sound/features";
import { FrontEnd } from "../sound/front-end";
import { RATE } from "../sound/mel";
import { createChain } from "./chain";
import { COARSE, type CoarseSearch, createCoarseSearch } from "./coarse";
import { SearchRoom, searchFinely } from "./fine";
import { cutPieces, type Piece } from "./pieces";
import { type RoughTimes, roughTimes } from "./rough-times";
import type { SaidWord } from "./said-words";

// How the parts of the work share the progress that is shown.
const HEARING = 0.3;
const SEARCHING = 0.75;
// Frames of 30 ms that are searched before others may run: some 0.1 s of work.
const AT_ONCE = 500;
// In the fine search a word may be this far from where the coarse search found it, in seconds.
const AROUND = 0.4;
// Where words fit badly, the coarse search is further off.
const AROUND_STRICT = 0.8;
// The median of how well words fit is -0.9 to -1.3 for people in a good recording; below this, the voice is unusual.
const POOR_FIT = -1.7;
const MANY_OMITTED = 0.08;
const STRICT = 2.5;

type Work = Pick<AlignRequest, "signal" | "progress" | "checkpoint">;

/** What a search has found when it is broken off. */
interface Found {
  readonly strictness: number;
  readonly rough: RoughTimes;
  /** How well the best phone fits each frame of the coarse search. */
  readonly best: Float32Array;
  readonly evidence: Evidence[];
  /** How many pieces of the fine search are done. */
  readonly pieces: number;
}

/** Makes cepstra of the samples as they come, or takes those that were kept. */
export async function hear({
  audio,
  duration,
  signal,
  progress,
}: Omit<AlignRequest, "words">): Promise<Cepstra> {
  if (audio instanceof Cepstra) return audio;
  const frontEnd = new FrontEnd();
  let samples = 0;
  for await (const piece of audio) {
    signal?.throwIfAborted();
    frontEnd.push(piece);
    samples += piece.length;
    if (duration) progress?.(HEARING * Math.min(1, samples / RATE / duration));
  }
  return frontEnd.cepstra;
}

/**
 * Finds words in a sound: first roughly in all of it, then exactly around what was found. Where the words fit badly though
 * they are there (a synthetic voice, an unusual accent), a search that gives up on a word so easily leaves too many out:
 * then it is done once more, more strictly.
 */
export async function findWords(
  ear: Ear,
  cepstra: Cepstra,
  said: readonly SaidWord[],
  work: Work,
): Promise<Evidence[]> {
  // A strict search is only begun where the first one has shown that it is needed.
  const before = work.checkpoint?.load() as Found | undefined;
  if (before?.strictness === STRICT) return search(ear, cepstra, said, work, STRICT);
  const found = await search(ear, cepstra, said, work, 1);
  const fits = found.flatMap(({ start, fit }) => (start < 0 ? [] : [fit])).sort((a, b) => a - b);
  const typical = fits[fits.length >> 1] ?? 0;
  const omitted = 1 - fits.length / Math.max(1, said.length);
  const isPoor = typical < POOR_FIT && omitted > MANY_OMITTED;
  return isPoor ? search(ear, cepstra, said, work, STRICT) : found;
}

async function search(
  ear: Ear,
  cepstra: Cepstra,
  said: readonly SaidWord[],
  work: Work,
  strictness: number,
): Promise<Evidence[]> {
  const { signal, progress, checkpoint } = work;
  const features = createFeatures(cepstra);
  const scorer = ear.scorerOf(features);
  const before = checkpoint?.load() as Found | undefined;
  const found =
    before?.strictness === strictness
      ? before
      : await searchRoughly(createCoarseSearch(ear.model, scorer, said, features, strictness), said, work);
  const { rough, best, evidence } = found;
  const keep = (done: number) => checkpoint?.save({ rough, best, evidence, strictness, pieces: done });
  const room = new SearchRoom();
  const pieces = cutPieces(said, rough, features.length);
  keep(found.pieces);
  for (const [i, piece] of pieces.entries()) {
    if (i < found.pieces) continue;
    place(ear, scorer, said, rough, best, piece, evidence, { room, strictness });
    progress?.(SEARCHING + (1 - SEARCHING) * ((i + 1) / pieces.length));
    keep(i + 1);
    await breathe(signal);
  }
  return evidence;
}

async function searchRoughly(
  coarse: CoarseSearch,
  said: readonly SaidWord[],
  { signal, progress }: Work,
): Promise<Omit<Found, "strictness">> {
  for (let frame = 0; frame < coarse.frames; frame += AT_ONCE) {
    coarse.advance(frame + AT_ONCE);
    progress?.(HEARING + (SEARCHING - HEARING) * Math.min(1, frame / coarse.frames));
    await breathe(signal);
  }
  return {
    rough: roughTimes(coarse.finish(), said.length),
    best: coarse.best,
    evidence: said.map(({ phones: [way], pause }) => ({ ...unplaced, pause, phones: way!.length })),
    pieces: 0,
  };
}

const unplaced = { fit: Number.NaN, onset: Number.NaN, held: 0, rough: -1, start: -1, end: -1 };

/** Places the words of one piece exactly. */
function place(
  { model }: Ear,
  scorer: Scorer,
  said: readonly SaidWord[],
  rough: RoughTimes,
  best: Float32Array,
  { first, last, from, to }: Piece,
  evidence: Evidence[],
  how: { room: SearchRoom; strictness: number },
): void {
  const count = last - first;
  const near = rough.near;
  const around = how.strictness > 1 ? AROUND_STRICT : AROUND;
  let [low, high] = [0, 0];
  const band = (frame: number) => {
    const seconds = (from + frame) / FRAME_RATE;
    while (low < count && near[first + low + 1]! < seconds - around) low++;
    while (high < count && near[first + high]! < seconds + around) high++;
    return [Math.min(low, high), high] as const;
  };
  const coarseFrames = best.length - 1;
  const found = searchFinely(model, scorer, createChain(model, said.slice(first, last)), {
    from,
    to,
    band,
    ...how,
    best: (frame) => best[Math.min(coarseFrames, Math.floor(frame / COARSE))]!,
  });
  for (let w = 0; w < count; w++) {
    const { phones, pause } = evidence[first + w]!;
    if (found.start[w]! < 0) continue;
    evidence[first + w] = {
      phones,
      pause,
      fit: found.fit[w]!,
      onset: found.onset[w]!,
      held: found.held[w]! / FRAME_RATE,
      rough: rough.start[first + w]!,
      start: (from + found.start[w]!) / FRAME_RATE,
      end: (from + found.end[w]! + 1) / FRAME_RATE,
    };
  }
}

/** Lets other work of the process run. */
async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  signal?.throwIfAborted();
}
