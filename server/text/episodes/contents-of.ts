import type { ReadableTranscript, ReadableTurn } from "./read-transcript";

/** A line of an episode's table of contents. */
export interface ContentsEntry {
  readonly kind: "chapter" | "turn";
  /** The chapter's title, or whose turn it is. */
  readonly title: string;
  /** How a turn begins. */
  readonly opening: string | null;
  /** Seconds. */
  readonly start: number;
  /** The paragraph it leads to. */
  readonly segmentId: number;
}

// Where people speak at length, a minute is a long turn; in a few minutes of banter a quarter of one is.
const LONGEST_SHORT = 60;
const SHORTEST_LONG = 15;
const PART = 20;
// More would be no overview.
const MOST_TURNS = 40;
// A chapter's start and the words it begins with may lie as far apart, in seconds.
const NEAR = 2;

/**
 * The table of contents of a transcript: the chapters its feed names, and the turns in which someone speaks at
 * length, in the order of the text. Chapters past its end, and those that would lead to one place, are left out.
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
