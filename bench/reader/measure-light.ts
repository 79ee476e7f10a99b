import type { Page } from "@playwright/test";
import { unpackWordStarts } from "../../components/player/word-starts";
import { MARK, PARAGRAPHS, TEXT_PARAGRAPHS } from "../../lib/page-contract";
import { pressPause, pressPlay, soundOf } from "./open-episode";
import { median, percentile } from "./statistics";

/** How well the lit word followed the audio. Times are milliseconds. */
export interface LightFound {
  /** How often the lit word changed. */
  readonly changes: number;
  /** Words that were never lit, since the next one began before the next frame. */
  readonly passedOver: number;
  /** Distance from the word's start, in either direction. */
  readonly p50: number;
  readonly p95: number;
  readonly worst: number;
  /** The signed median: below 0 if words are lit before they start. */
  readonly bias: number;
  /** Frames per second, and different readings of the audio's clock per second. */
  readonly frames: number;
  readonly readings: number;
  /** How far the audio's clock strays from the wall clock between two frames, 95th percentile. */
  readonly clockJitter: number;
}

interface Seen {
  readonly changes: readonly { readonly clock: number; readonly word: number }[];
  /** The word starts that the page uses, in seconds. */
  readonly starts: readonly number[];
  readonly clocks: readonly number[];
  readonly frameTimes: readonly number[];
}

/**
 * Plays for so many seconds. In every frame it reads the audio's clock and, when all work of that frame is
 * done, the lit word. A word's error is the clock in the first frame that shows it, minus its start.
 */
export async function measureLight(page: Page, seconds: number): Promise<LightFound> {
  await (await soundOf(page)).evaluate(watch);
  await pressPlay(page);
  await page.waitForTimeout(seconds * 1_000);
  await pressPause(page);
  return summarise(await page.evaluate(report, { ...(await startsOf(page)), ...PLACES }));
}

interface Watched {
  readonly changes: { readonly clock: number; readonly node: Node; readonly offset: number }[];
  readonly clocks: number[];
  readonly frameTimes: number[];
}

type Watching = typeof globalThis & { watched?: Watched };

/** Runs in the page. */
function watch(audio: HTMLAudioElement): void {
  const watched: Watched = { changes: [], clocks: [], frameTimes: [] };
  (globalThis as Watching).watched = watched;
  let last: { readonly node: Node; readonly offset: number } | undefined;
  // A message posted in a frame arrives when all callbacks of the frame have run, in any order, and before
  // the next frame: by then the page has lit the word that this frame shows.
  const afterFrame = new MessageChannel();
  afterFrame.port1.onmessage = ({ data: clock }: MessageEvent<number>) => {
    const [range] = CSS.highlights.get("lit-word") ?? [];
    // One range moves from word to word, so a new start means a new word.
    const place = range && { node: range.startContainer, offset: range.startOffset };
    if (place?.node === last?.node && place?.offset === last?.offset) return;
    last = place;
    if (place) watched.changes.push({ clock, ...place });
  };
  const look = (time: number) => {
    requestAnimationFrame(look);
    if (audio.paused) return;
    watched.clocks.push(audio.currentTime);
    watched.frameTimes.push(time);
    afterFrame.port2.postMessage(audio.currentTime);
  };
  requestAnimationFrame(look);
}

/**
 * The word data that the page received: the second at which each word starts, and the word count of each
 * paragraph.
 */
async function startsOf(page: Page): Promise<{ starts: readonly number[]; counts: readonly number[] }> {
  const url = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map(({ name }) => name)
      .find((name) => name.includes("/words/")),
  );
  const { starts, paragraphs } = unpackWordStarts(
    new Uint8Array(await (await fetch(url ?? "")).arrayBuffer()),
  );
  return { starts: [...starts], counts: paragraphs.map(({ from, to }) => to - from) };
}

/** How a page's paragraphs and marks are found. */
const PLACES = { paragraphs: TEXT_PARAGRAPHS, paragraph: PARAGRAPHS, mark: `[${MARK}]` };

/** Runs in the page: what was seen, with each place turned into a word index by counting the words before it. */
function report({
  starts,
  counts,
  paragraphs,
  paragraph: is,
  mark,
}: Awaited<ReturnType<typeof startsOf>> & typeof PLACES): Seen {
  const { changes, clocks, frameTimes } = (globalThis as Watching).watched ?? {
    changes: [],
    clocks: [],
    frameTimes: [],
  };
  const firstOf = new Map<Element, number>();
  let first = 0;
  for (const [place, paragraph] of document.querySelectorAll(paragraphs).entries()) {
    firstOf.set(paragraph, first);
    first += counts[place] ?? 0;
  }
  const wordOf = (node: Node, offset: number) => {
    const paragraph = node.parentElement?.closest(is);
    if (!paragraph) return -1;
    const before = document.createRange();
    before.setStart(paragraph, 0);
    before.setEnd(node, offset);
    const part = before.cloneContents();
    for (const apart of part.querySelectorAll(`${mark}, br, img`)) apart.replaceWith(" ");
    const count = part.textContent?.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0;
    return (firstOf.get(paragraph) ?? Number.NaN) + count;
  };
  return {
    changes: changes.map(({ clock, node, offset }) => ({ clock, word: wordOf(node, offset) })),
    starts,
    clocks,
    frameTimes,
  };
}

function summarise({ changes, starts, clocks, frameTimes }: Seen): LightFound {
  // The first word may have begun before play was pressed.
  const [opening, ...later] = changes;
  const errors = later.map(({ clock, word }) => 1_000 * (clock - (starts[word] ?? Number.NaN)));
  if (!opening || errors.length === 0 || errors.some(Number.isNaN))
    throw new Error("The page lit words without a known start.");
  const off = errors.map(Math.abs);
  const seen = new Set(changes.map(({ word }) => word));
  const [from, to] = [opening.word, later.at(-1)?.word ?? opening.word];
  const passedOver = Array.from({ length: to - from }, (_, step) => from + step).filter((w) => !seen.has(w));
  const wall = ((frameTimes.at(-1) ?? 0) - (frameTimes[0] ?? 0)) / 1_000;
  const jitter = clocks.slice(1).map((clock, index) => {
    const passed = (frameTimes[index + 1] ?? 0) - (frameTimes[index] ?? 0);
    return Math.abs(1_000 * (clock - (clocks[index] ?? 0)) - passed);
  });
  return {
    changes: errors.length,
    passedOver: passedOver.length,
    p50: percentile(off, 0.5),
    p95: percentile(off, 0.95),
    worst: Math.max(...off),
    bias: median(errors),
    frames: (frameTimes.length - 1) / wall,
    readings: (new Set(clocks).size - 1) / wall,
    clockJitter: percentile(jitter, 0.95),
  };
}
