import type { Mask, Paragraph } from "./dialogue";
import { mask } from "./masks";
import { random } from "./random";
import { jingle, laugh, noise, overlay, samplesIn } from "./sounds";
import { SAMPLE_RATE, type Speaker } from "./speech";
import { type Voice, voices } from "./voices";

/** A word as the transcript shows it, and its start in the audio, in seconds. */
export interface WordStart {
  word: string;
  start: number;
}

/** A gap: when its words are spoken, what they are, and the index of the word it stands before. */
export interface GapTruth {
  start: number;
  end: number;
  before: number;
  words: WordStart[];
}

/** An episode's audio and the truth about it. Times are seconds. */
export interface Mix {
  samples: Float32Array;
  words: WordStart[];
  gaps: GapTruth[];
  breaks: { start: number; end: number }[];
  /** For each directive that becomes a time in the text: paragraph, offset in its source, seconds. */
  times: { paragraph: number; place: number; seconds: number }[];
}

// Pauses in seconds, roughly those of conversation read aloud: between sentences, between paragraphs of one
// speaker, between speakers. Each varies by a fifth either way, so that the hosts do not sound like a
// metronome.
const BETWEEN_SENTENCES = 0.34;
const BETWEEN_PARAGRAPHS = 0.62;
const BETWEEN_TURNS = 0.42;
const AROUND_JINGLE = 0.6;
// Enough for the encoder's delay, which is cut off the beginning (see mp3.ts), and a breath.
const BEFORE_FIRST_WORD = 0.6;
const AFTER_LAST_SOUND = 1;
// A turn that interrupts starts this long after the words it covers.
const INTERRUPTION = 0.18;
// Room tone 66 dB below full scale: no recording is digitally silent.
const ROOM_TONE = 0.0005;
// -1.4 dB: the highest peak, because MP3 at a low rate overshoots slightly.
const PEAK = 0.85;

/** Speaks a dialogue and lays it out in time. The same paragraphs and seed give the same samples. */
export function mix(paragraphs: Paragraph[], speaker: Speaker, seed: number): Mix {
  const track = new Track(speaker, seed);
  paragraphs.forEach((paragraph, index) => {
    track.add(paragraph, index);
  });
  return track.finish();
}

interface Sentence {
  words: string[];
  /** The place of the gap among `words`, and how it is masked. */
  gap?: { from: number; to: number; kind: Mask; place: number };
}

class Track {
  private readonly result: Omit<Mix, "samples"> = { words: [], gaps: [], breaks: [], times: [] };
  private readonly sounds: { samples: Float32Array; at: number; gain: number }[] = [];
  private readonly vary: () => number;
  private end = BEFORE_FIRST_WORD;
  private pause = 0;
  private name = "";
  /** A timestamp that waits for the next word. */
  private pending: { paragraph: number; place: number } | null = null;

  constructor(
    private readonly speaker: Speaker,
    private readonly seed: number,
  ) {
    this.vary = random(seed);
  }

  add(paragraph: Paragraph, index: number): void {
    if (paragraph.isBreak) {
      this.addBreak(paragraph, index);
      return;
    }
    if (paragraph.speaker !== null) this.name = paragraph.speaker;
    this.rest(paragraph.speaker === null ? BETWEEN_PARAGRAPHS : BETWEEN_TURNS);
    let sentence: Sentence = { words: [] };
    const flush = () => {
      if (sentence.words.length > 0) this.say(sentence, index);
      sentence = { words: [] };
    };
    for (const piece of paragraph.pieces) {
      if (piece.kind === "words") {
        for (const word of piece.words) {
          sentence.words.push(word);
          if (/[.?!]["”]?$/.test(word)) flush();
        }
      } else if (piece.kind === "gap") {
        const from = sentence.words.length;
        sentence.words.push(...piece.words);
        sentence.gap = { from, to: sentence.words.length, kind: piece.mask, place: piece.place };
      } else {
        flush();
        if (piece.kind === "time") this.markNextWord(index, piece.place);
        else if (piece.kind === "overlap") this.interrupt();
        else this.laugh(piece.kind === "laughter");
      }
    }
    flush();
  }

  finish(): Mix {
    const samples = noise(this.end + AFTER_LAST_SOUND, this.seed + 7).map((value) => value * ROOM_TONE);
    for (const sound of this.sounds) overlay(samples, sound.samples, samplesIn(sound.at), sound.gain);
    const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return { ...this.result, samples: samples.map((value) => value * (PEAK / peak)) };
  }

  private voice(name = this.name): Voice {
    const voice = voices[name];
    if (!voice) throw new Error(`make-demo: no voice for ${name}`);
    return voice;
  }

  private rest(seconds: number): void {
    this.pause = this.end === BEFORE_FIRST_WORD ? 0 : seconds * (0.8 + 0.4 * this.vary());
  }

  private interrupt(): void {
    const gap = this.result.gaps.at(-1);
    if (!gap) throw new Error("make-demo: {overlap} needs a gap before it");
    this.pause = gap.start + INTERRUPTION - this.end;
  }

  private markNextWord(paragraph: number, place: number): void {
    this.pending = { paragraph, place };
  }

  private say({ words, gap }: Sentence, paragraph: number): void {
    const { samples, starts } = this.speaker.say(words, this.voice());
    const at = this.end + this.pause;
    const placed = words.map((word, i) => ({ word, start: at + starts[i]! }));
    if (this.pending) {
      this.result.times.push({ ...this.pending, seconds: placed[0]!.start });
      this.pending = null;
    }
    if (gap) {
      const before = this.result.words.length + gap.from;
      const end = placed[gap.to]?.start ?? at + samples.length / SAMPLE_RATE;
      const start = placed[gap.from]!.start;
      mask(samples, samplesIn(start - at), samplesIn(end - at), gap.kind, this.seed + paragraph);
      this.result.gaps.push({ start, end, before, words: placed.slice(gap.from, gap.to) });
      this.result.times.push({ paragraph, place: gap.place, seconds: start });
      placed.splice(gap.from, gap.to - gap.from);
    }
    this.result.words.push(...placed);
    this.sounds.push({ samples, at, gain: 1 });
    // An interruption may end before the words it covers.
    this.end = Math.max(this.end, at + samples.length / SAMPLE_RATE);
    this.rest(BETWEEN_SENTENCES);
  }

  private laugh(both: boolean): void {
    const names = both ? Object.keys(voices) : [this.name];
    const at = this.end + this.pause;
    names.forEach((name, i) => {
      const samples = laugh(this.speaker, this.voice(name), this.seed + this.result.words.length + i);
      const start = at + 0.13 * i;
      this.sounds.push({ samples, at: start, gain: 0.8 });
      this.end = Math.max(this.end, start + samples.length / SAMPLE_RATE);
    });
    this.rest(BETWEEN_SENTENCES);
  }

  private addBreak(paragraph: Paragraph, index: number): void {
    const samples = jingle();
    const start = this.end + AROUND_JINGLE;
    this.sounds.push({ samples, at: start, gain: 0.6 });
    for (const piece of paragraph.pieces) {
      if (piece.kind === "time")
        this.result.times.push({ paragraph: index, place: piece.place, seconds: start });
    }
    this.end = start + samples.length / SAMPLE_RATE;
    this.result.breaks.push({ start, end: this.end });
    this.pause = AROUND_JINGLE;
  }
}
