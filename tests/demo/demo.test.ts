import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readMp3 } from "../../scripts/make-demo/mp3-duration";

const root = new URL("../../", import.meta.url);
const bytes = (path: string) => new Uint8Array(readFileSync(new URL(path, root)));
const text = (path: string) => readFileSync(new URL(path, root), "utf8");

interface Truth {
  duration: number;
  words: { word: string; start: number }[];
  gaps: { start: number; end: number; before: number; words: { word: string; start: number }[] }[];
  breaks: { start: number; end: number }[];
}
interface Show {
  licence: string;
  wrongNumbers: { episode: string; speaker: string; quote: string; measured: string }[];
  episodes: { slug: string; audio: string; type: string; bytes: number; durationSeconds: number }[];
  figures: {
    episode: string;
    quote: string;
    low: number;
    high: number | null;
    measured: number;
    source: string;
    right: boolean;
  }[];
}

const show: Show = JSON.parse(text("prisma/demo/show.json"));
const transcriptOf = (slug: string) => text(`prisma/demo/figures/figures-of-speech-${slug}.md`);

const LABEL = /^\*\*([^*\n]+?):\*\* ?/;
const GAP = /\\\[unintelligible (\d\d):(\d\d):(\d\d)\.(\d\d)\\\]/;
const TIME = /\\\[(\d\d):(\d\d)\\\]/;
const LINK = /\[([^\]\\]+)\]\([^)]*\)/g;

type Token = { kind: "word"; word: string } | { kind: "time" | "break" | "gap"; seconds: number };

/** A transcript's parts, in order. Independent of the platform's own parser, so that the two check each other. */
function tokensOf(transcript: string): Token[] {
  const tokens: Token[] = [];
  for (const paragraph of transcript.trimEnd().split("\n\n")) {
    const isBreak = LABEL.exec(paragraph)?.[1] === "Break";
    const body = paragraph.replace(LABEL, "").replace(LINK, "$1");
    for (const run of body.match(/\\\[[^\]]*\\\]|[^\s\\]+/g) ?? []) {
      const gap = GAP.exec(run)?.slice(1).map(Number);
      const time = TIME.exec(run)?.slice(1).map(Number);
      if (gap) {
        const [h = 0, m = 0, s = 0, frame = 0] = gap;
        tokens.push({ kind: "gap", seconds: h * 3600 + m * 60 + s + frame / 30 });
      } else if (time) {
        tokens.push({ kind: isBreak ? "break" : "time", seconds: time[0]! * 60 + time[1]! });
      } else if (!run.startsWith("\\[") && /[\p{L}\p{N}]/u.test(run)) {
        tokens.push({ kind: "word", word: run });
      }
    }
  }
  return tokens;
}

describe("the demonstration show", () => {
  it("has audio of less than 2 MB", () => {
    const sizes = show.episodes.map(({ audio }) => bytes(`public${audio}`).length);
    expect(sizes).toEqual(show.episodes.map((episode) => episode.bytes));
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(2_000_000);
  });

  it("says all its figures as they were measured, but for the two that are documented", () => {
    const agrees = ({ low, high, measured }: Show["figures"][number]) =>
      low <= measured && measured <= (high ?? Number.POSITIVE_INFINITY);
    for (const figure of show.figures) {
      expect(transcriptOf(figure.episode).split(figure.quote), figure.quote).toHaveLength(2);
      expect(agrees(figure), figure.quote).toBe(figure.right);
      expect(figure.source).toMatch(/^https:\/\//);
    }
    const wrong = show.figures.filter((figure) => !figure.right);
    expect(wrong.map(({ quote }) => quote)).toEqual(show.wrongNumbers.map(({ quote }) => quote));
    expect(wrong).toHaveLength(2);
    for (const { quote, speaker, measured } of show.wrongNumbers) {
      const turns = transcriptOf("1").split(/\n\n(?=\*\*)/);
      expect(turns.find((turn) => turn.includes(quote))).toMatch(new RegExp(`^\\*\\*${speaker}:`));
      const row = text("prisma/demo/README.md")
        .split("\n")
        .find((line) => line.includes(quote));
      expect(row).toContain(`| ${measured} |`);
    }
  });

  it("has no percentage that is not among the documented figures", () => {
    for (const { slug } of show.episodes) {
      const quotes = show.figures.filter(({ episode }) => episode === slug).map(({ quote }) => quote);
      for (const [percentage] of transcriptOf(slug).matchAll(/\d+%/g)) {
        expect(
          quotes.some((quote) => quote.includes(percentage)),
          percentage,
        ).toBe(true);
      }
    }
  });
});

describe.each(show.episodes)("episode $slug", (episode) => {
  const fixture = episode.slug === "1" ? "demo-word-starts" : `demo-word-starts-${episode.slug}`;
  const truth: Truth = JSON.parse(text(`tests/fixtures/${fixture}.json`));
  const tokens = tokensOf(transcriptOf(episode.slug));

  it("is an MP3, mono, as long as it is said to be", () => {
    const mp3 = readMp3(bytes(`public${episode.audio}`));
    expect(mp3.channels).toBe(1);
    expect(Math.abs(mp3.seconds - episode.durationSeconds)).toBeLessThan(0.1);
    expect(truth.duration).toBe(episode.durationSeconds);
    const [least, most] = episode.slug === "1" ? [240, 360] : [60, 90];
    expect(mp3.seconds).toBeGreaterThan(least);
    expect(mp3.seconds).toBeLessThan(most);
  });

  it("has a true start for every word of the transcript, in order", () => {
    const words = tokens.flatMap((token) => (token.kind === "word" ? [token.word] : []));
    expect(truth.words.map(({ word }) => word)).toEqual(words);
    truth.words.forEach(({ start }, i) => {
      expect(start).toBeGreaterThan(truth.words[i - 1]?.start ?? 0);
      expect(start).toBeLessThan(truth.duration);
    });
    for (const pause of truth.breaks) {
      expect(truth.words.filter(({ start }) => start >= pause.start && start < pause.end)).toEqual([]);
    }
  });

  it("has times that agree with the audio", () => {
    let next = 0;
    const gaps = truth.gaps.values();
    const breaks = truth.breaks.values();
    for (const token of tokens) {
      if (token.kind === "word") {
        next += 1;
      } else if (token.kind === "time") {
        expect(Math.abs(truth.words[next]!.start - token.seconds)).toBeLessThan(1);
      } else if (token.kind === "break") {
        expect(Math.abs(breaks.next().value!.start - token.seconds)).toBeLessThan(1);
      } else {
        const gap = gaps.next().value!;
        expect(gap.before).toBe(next);
        expect(gap.words.length).toBeGreaterThan(1);
        // Rounded down to a frame, a thirtieth of a second; the fixture is rounded to the millisecond.
        expect(gap.start - token.seconds).toBeGreaterThan(-0.001);
        expect(gap.start - token.seconds).toBeLessThan(1 / 30 + 0.001);
      }
    }
    expect(gaps.next().done).toBe(true);
    expect(breaks.next().done).toBe(true);
  });

  it("has its gaps, and is in the canonical format", () => {
    const transcript = transcriptOf(episode.slug);
    expect(tokens.filter(({ kind }) => kind === "gap")).toHaveLength(episode.slug === "1" ? 3 : 1);
    expect(transcript).not.toMatch(/[{}\t\r]| \n|\n\n\n/);
    expect(transcript.endsWith("\n") && !transcript.endsWith("\n\n")).toBe(true);
  });
});
