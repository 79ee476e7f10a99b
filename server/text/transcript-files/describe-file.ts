import { countSpoken, isUnnamed, parse } from "@/transcript";
import type { FileKind } from "./kind-of";
import type { Grain, ReadTranscriptFile } from "./read-transcript-file";

/** What a file would become, for whoever brings it. */
export interface FileDescription {
  readonly kind: FileKind;
  readonly grain: Grain;
  readonly words: number;
  /** When the first and the last of it are said, in seconds; null where the file has no times. */
  readonly from: number | null;
  readonly to: number | null;
  /** Who speaks, in the order in which they are heard, and in how many turns. */
  readonly speakers: readonly { readonly name: string; readonly turns: number; readonly isNamed: boolean }[];
  /** The recogniser that wrote it, if the file tells. */
  readonly recogniser: string | null;
  /** Its beginning, as it would be read. */
  readonly opening: string;
  readonly problems: readonly {
    readonly line: number | null;
    readonly reason: string;
    readonly left: string;
  }[];
  /** How many problems there are, of which these are the first. */
  readonly allProblems: number;
}

// As much as one looks through.
const SHOWN_PROBLEMS = 20;
const SHOWN_SPEAKERS = 50;
const OPENING = 600;
const LONGEST_LEFT = 120;

/** Describes a file that was read. */
export function describeFile(read: Extract<ReadTranscriptFile, { ok: true }>): FileDescription {
  const { segments } = parse(read.written.text);
  const turns = new Map<string, number>();
  for (const { kind, name } of segments)
    if (kind === "speech" && name !== null) turns.set(name, (turns.get(name) ?? 0) + 1);
  const starts = read.cues.flatMap(({ start }) => start ?? []);
  const ends = read.cues.flatMap(({ start, end }) => end ?? start ?? []);
  const least = (all: readonly number[]) => all.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = (all: readonly number[]) => all.reduce((a, b) => Math.max(a, b), 0);
  return {
    ...{ kind: read.kind, grain: read.grain, recogniser: read.maker },
    words: segments.reduce((sum, segment) => sum + countSpoken(segment), 0),
    from: starts.length > 0 ? least(starts) : null,
    to: starts.length > 0 ? most(ends) : null,
    speakers: [...turns]
      .slice(0, SHOWN_SPEAKERS)
      .map(([name, count]) => ({ name, turns: count, isNamed: !isUnnamed(name) })),
    opening: read.written.text.slice(0, OPENING),
    problems: read.problems
      .slice(0, SHOWN_PROBLEMS)
      .map(({ line, reason, left }) => ({ line, reason, left: left.slice(0, LONGEST_LEFT) })),
    allProblems: read.problems.length,
  };
}
