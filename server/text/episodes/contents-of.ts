import type { ReadableTranscript, ReadableTurn } from "./read-transcript";

/** A line of an episode's table of contents. */
export interface ContentsEntry {
  readonly kind: "chapter" | "turn";
  /** The chapter's title, or the turn's speaker. */
  readonly title: string;
  /** The first words of a turn; null for a chapter. */
  readonly opening: string | null;
  /** In seconds. */
  readonly start: number;
  /** The paragraph that it links to. */
  readonly segmentId: number;
}

// In seconds. Where people speak at length, a long turn has a minute; in a few minutes of banter, a quarter
// of one.
const LONGEST_SHORT = 60;
const SHORTEST_LONG = 15;
const PART = 20;
// More entries would not be an overview.
const MOST_TURNS = 40;
// In seconds. A chapter's start and the words that begin it may be this far apart.
const NEAR = 2;

/**
 * A transcript's table of contents: the chapters of its feed and the long turns, in the order of the text.
 * Leaves out chapters past the end, and entries that would lead to the same place.
 */
export function contentsOf(
  { turns }: Pick<ReadableTranscript, "turns">,
  chapters: readonly { readonly start: number; readonly title: string }[],
  duration: number | null,
): ContentsEntry[] {
  const segments = turns.flatMap((turn) => turn.segments);
  const end = duration ?? segments.at(-1)?.start ?? 0;
  const named = chapters.flatMap(({ start, title }): ContentsEntry[] => {
    const segment = segments.findLast((each) => each.start <= start + NEAR) ?? segments[0];
    if (!segment || start > end) return [];
    return [{ kind: "chapter", title, opening: null, start, segmentId: segment.id }];
  });
  const taken = new Set(named.map(({ segmentId }) => segmentId));
  const long = longTurns(turns, end).filter(({ segmentId }) => !taken.has(segmentId));
  return [...named, ...long].sort((a, b) => a.start - b.start);
}

function longTurns(turns: readonly ReadableTurn[], end: number): ContentsEntry[] {
  const least = Math.min(LONGEST_SHORT, Math.max(SHORTEST_LONG, end / PART));
  return turns
    .flatMap((turn, index) => {
      const [first] = turn.segments;
      const lasts = (turns[index + 1]?.start ?? end) - turn.start;
      if (turn.kind !== "speech" || !turn.name || !first || lasts < least) return [];
      const { name: title, opening, start } = turn;
      return [{ lasts, entry: { kind: "turn" as const, title, opening, start, segmentId: first.id } }];
    })
    .sort((a, b) => b.lasts - a.lasts)
    .slice(0, MOST_TURNS)
    .map(({ entry }) => entry);
}
