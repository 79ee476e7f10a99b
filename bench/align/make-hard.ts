import { createMp3Encoder } from "wasm-media-encoders";
import type { AnchoredWord } from "../../align";
import { random } from "../../scripts/make-demo/random";
import { allSamples, type Recording, type TrueWord } from "./recording";

const RATE = 16_000;

/** What is done to a recording. Shares are from 0 to 1, levels in decibels against the speech. */
export interface Hardness {
  readonly seed: number;
  /** Passages in another order, cut between sentences. */
  readonly shuffled?: boolean;
  /** How much faster it is, at the same pitch. */
  readonly tempo?: number;
  /** Noise under all of it: pink, or many voices at once. */
  readonly noise?: { readonly kind: "pink" | "babble"; readonly level: number };
  /** Music before the first word, in seconds. */
  readonly intro?: number;
  /** Music under the speech for 20 s at some places. */
  readonly beds?: { readonly count: number; readonly level: number };
  /** Advertisements: how long each is, in seconds. They are put between sentences, evenly spread. */
  readonly advertisements?: readonly number[];
  /** So many of the text's words are missing; so many sentences; so many words are there that nobody says. */
  readonly missingWords?: number;
  readonly missingSentences?: number;
  readonly extraWords?: number;
  /** The text has a time each so many seconds, from before anything was put in; so many of them are wrong. */
  readonly anchorsEvery?: number;
  readonly wrongAnchors?: number;
  /** The sound is encoded as MP3 and decoded again. */
  readonly kilobits?: number;
  /** What advertisements are made of: other speech. */
  readonly voice?: Float32Array;
}

/** Makes another recording of one whose times are known: harder to align, and its times are known too. */
export async function makeHard(base: Recording, hardness: Hardness): Promise<Recording> {
  const next = random(hardness.seed);
  let samples: Float32Array = await allSamples(base);
  let words: TrueWord[] = [...base.words];
  if (hardness.shuffled) ({ samples, words } = shuffle(samples, words, next));
  const tempo = hardness.tempo ?? 1;
  if (tempo !== 1) {
    samples = stretch(samples, tempo);
    words = words.map((word) => ({ ...word, start: word.start === null ? null : word.start / tempo }));
  }
  const level = loudness(samples);
  const anchors = anchorsOf(words, hardness, next);
  const inserted: [number, number][] = [];
  const cuts = cutPlaces(words, hardness.advertisements?.length ?? 0);
  hardness.advertisements?.forEach((seconds, i) => {
    const before = inserted.reduce((sum, [from, to]) => sum + to - from, 0);
    const at = cuts[i]! + before;
    const voice = hardness.voice ?? new Float32Array(0);
    samples = insert(samples, advertisement(seconds, level, voice, hardness.seed + i), at);
    words = words.map((word) =>
      word.start !== null && word.start > at ? { ...word, start: word.start + seconds } : word,
    );
    inserted.push([at, at + seconds]);
  });
  if (hardness.intro) {
    const music = scaled(makeMusic(hardness.intro, hardness.seed + 100), level);
    samples = insert(samples, music, 0);
    const later = hardness.intro;
    words = words.map((word) => ({ ...word, start: word.start === null ? null : word.start + later }));
    for (const span of inserted) {
      span[0] += later;
      span[1] += later;
    }
    inserted.unshift([0, later]);
  }
  for (let i = 0; i < (hardness.beds?.count ?? 0); i++) {
    const music = scaled(makeMusic(20, hardness.seed + 200 + i), level * decibels(hardness.beds?.level ?? 0));
    const at = Math.floor(((i + 0.5) / (hardness.beds?.count ?? 1)) * samples.length);
    for (let k = 0; k < music.length && at + k < samples.length; k++) samples[at + k]! += music[k]!;
  }
  if (hardness.noise) {
    const { kind } = hardness.noise;
    const made = kind === "pink" ? pinkNoise(samples.length, next) : babble(hardness.voice, samples.length);
    const noise = scaled(made, level * decibels(hardness.noise.level));
    for (let i = 0; i < samples.length; i++) samples[i]! += noise[i]!;
  }
  const { text, moved } = damage(words, hardness, next);
  if (hardness.kilobits) samples = await throughMp3(samples, hardness.kilobits);
  return {
    name: `${base.name}, made hard (${hardness.seed})`,
    words: text,
    anchors: anchors.map(({ word, seconds }) => ({ word: moved[word]!, seconds })),
    inserted,
    audio: { samples },
  };
}

const decibels = (level: number) => 10 ** (level / 20);

function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, samples.length));
}

function scaled(samples: Float32Array, level: number): Float32Array {
  const factor = level / (loudness(samples) || 1);
  return samples.map((sample) => sample * factor);
}

function insert(samples: Float32Array, what: Float32Array, seconds: number): Float32Array {
  const at = Math.round(seconds * RATE);
  const made = new Float32Array(samples.length + what.length);
  made.set(samples.subarray(0, at));
  made.set(what, at);
  made.set(samples.subarray(at), at + what.length);
  return made;
}

/** Passages of some 20 s in another order. */
function shuffle(samples: Float32Array, words: readonly TrueWord[], next: () => number) {
  const cuts = [0];
  words.forEach((word, i) => {
    const start = word.start ?? 0;
    if (i > 0 && word.seg !== words[i - 1]!.seg && start - (words[cuts.at(-1)!]!.start ?? 0) > 20)
      cuts.push(i);
  });
  const passages = cuts.map((from, i) => {
    const begin = Math.max(0, (words[from]!.start ?? 0) - 0.05);
    const to = cuts[i + 1] ?? words.length;
    const end = to < words.length ? (words[to]!.start ?? 0) - 0.05 : samples.length / RATE;
    return { from, to, begin, end };
  });
  for (let i = passages.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [passages[i], passages[j]] = [passages[j]!, passages[i]!];
  }
  const parts: Float32Array[] = [];
  const moved: TrueWord[] = [];
  let at = 0;
  passages.forEach(({ from, to, begin, end }, i) => {
    const part = samples.slice(Math.round(begin * RATE), Math.round(end * RATE));
    for (const word of words.slice(from, to))
      moved.push({
        ...word,
        seg: word.seg + 1000 * i,
        start: word.start === null ? null : word.start - begin + at,
      });
    parts.push(part);
    at += part.length / RATE;
  });
  const joined = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    joined.set(part, place);
    place += part.length;
  }
  return { samples: joined, words: moved };
}

/**
 * Makes sound faster or slower at the same pitch: overlapping windows, each moved to where it fits the last best (WSOLA:
 * Verhelst and Roelands, 1993).
 */
function stretch(samples: Float32Array, tempo: number): Float32Array {
  const window = 640;
  const hop = window / 2;
  const reach = 160;
  const length = Math.floor(samples.length / tempo);
  const made = new Float32Array(length + window);
  const shape = Float32Array.from(
    { length: window },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / window),
  );
  let natural = 0;
  for (let at = 0; at < length; at += hop) {
    const wanted = Math.round(at * tempo);
    let best = wanted;
    let most = Number.NEGATIVE_INFINITY;
    for (let from = Math.max(0, wanted - reach); from <= wanted + reach; from += 4) {
      let likeness = 0;
      for (let i = 0; i < hop; i += 4) likeness += (samples[natural + i] ?? 0) * (samples[from + i] ?? 0);
      if (likeness > most) {
        most = likeness;
        best = from;
      }
    }
    for (let i = 0; i < window; i++) made[at + i]! += (samples[best + i] ?? 0) * shape[i]!;
    natural = best + hop;
  }
  return made.subarray(0, length);
}

/** Chords that change, plucked notes and a beat: no recording, but music to any ear. */
function makeMusic(seconds: number, seed: number): Float32Array {
  const next = random(seed);
  const made = new Float32Array(Math.round(seconds * RATE));
  const beat = 60 / (90 + 50 * next());
  const chords = [
    [0, 4, 7],
    [-3, 0, 4],
    [5, 9, 12],
    [7, 11, 14],
  ];
  const drums = next() > 0.4;
  for (let k = 0; k * beat < seconds; k++) {
    const chord = chords[Math.floor(k / 4) % chords.length]!;
    const from = Math.round(k * beat * RATE);
    const notes = k % 4 === 0 ? chord : [chord[Math.floor(next() * 3)]! + 12];
    for (const note of notes) {
      const hertz = 196 * 2 ** (note / 12);
      const decay = k % 4 === 0 ? 2.2 : 0.7;
      for (let i = 0; i < decay * RATE && from + i < made.length; i++) {
        const t = i / RATE;
        let value = 0;
        for (let h = 1; h <= 5; h++) value += Math.sin(2 * Math.PI * hertz * h * t) / (h * h);
        made[from + i]! += 0.2 * value * Math.exp((-3 * t) / decay) * Math.min(1, t * 200);
      }
    }
    if (drums)
      for (let i = 0; i < 0.12 * RATE && from + i < made.length; i++)
        made[from + i]! += 0.15 * (next() * 2 - 1) * Math.exp((-40 * i) / RATE);
  }
  return made;
}

/** A jingle, then a voice over softer music. */
function advertisement(seconds: number, level: number, voice: Float32Array, seed: number): Float32Array {
  const music = scaled(makeMusic(seconds, seed + 300), level);
  const jingle = Math.min(6, seconds / 4) * RATE;
  const speech = scaled(voice.subarray(0, music.length), level);
  return music.map((sample, i) => (i < jingle ? 0.8 * sample : 0.25 * sample + (speech[i] ?? 0)));
}

/** Pink noise by Paul Kellet's filter. */
function pinkNoise(length: number, next: () => number): Float32Array {
  let [a, b, c] = [0, 0, 0];
  return Float32Array.from({ length }, () => {
    const white = next() * 2 - 1;
    a = 0.99765 * a + white * 0.099046;
    b = 0.963 * b + white * 0.2965164;
    c = 0.57 * c + white * 1.0526913;
    return a + b + c + white * 0.1848;
  });
}

/** Five voices at once, so that none is understood. */
function babble(voice: Float32Array | undefined, length: number): Float32Array {
  const speech = voice ?? new Float32Array(1);
  return Float32Array.from({ length }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < 5; k++) sum += speech[(i + k * 13 * RATE) % speech.length]!;
    return sum;
  });
}

function anchorsOf(
  words: readonly TrueWord[],
  { anchorsEvery, wrongAnchors = 0 }: Hardness,
  next: () => number,
): AnchoredWord[] {
  const anchors: AnchoredWord[] = [];
  if (!anchorsEvery) return anchors;
  let at = anchorsEvery;
  words.forEach(({ start }, word) => {
    if (start === null || start < at) return;
    anchors.push({ word, seconds: Math.floor(start) });
    at += anchorsEvery;
  });
  for (let i = 0; i < wrongAnchors && i < anchors.length; i++) {
    const which = Math.floor(next() * anchors.length);
    anchors[which] = { ...anchors[which]!, seconds: anchors[which]!.seconds + 17 };
  }
  return anchors;
}

/** Places between sentences, evenly spread, in seconds. */
function cutPlaces(words: readonly TrueWord[], count: number): number[] {
  const first = words.flatMap((word, i) =>
    i > 0 && word.start !== null && word.seg !== words[i - 1]!.seg ? [word.start - 0.06] : [],
  );
  const end = words.findLast(({ start }) => start !== null)?.start ?? 0;
  return Array.from({ length: count }, (_, i) => {
    const wanted = ((i + 1) / (count + 1)) * end;
    return first.toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0] ?? wanted;
  });
}

const NEVER_SAID = "and that is when we decided to rewrite the entire scheduler over one long weekend".split(
  " ",
);

/** Damages a text, and says where each of its words has come to stand. */
function damage(words: readonly TrueWord[], hardness: Hardness, next: () => number) {
  const { missingWords = 0, missingSentences = 0, extraWords = 0 } = hardness;
  const lengths = new Map<number, number>();
  for (const { seg } of words) lengths.set(seg, (lengths.get(seg) ?? 0) + 1);
  const sentences = [...lengths].filter(([, length]) => length >= 5 && length <= 25).map(([seg]) => seg);
  const dropped = new Set(
    Array.from({ length: missingSentences }, () => sentences[Math.floor(next() * sentences.length)]),
  );
  const invented = extraWords > 0 ? sentences[Math.floor(next() * sentences.length)] : undefined;
  const text: TrueWord[] = [];
  const moved: number[] = [];
  words.forEach((word, i) => {
    if (word.seg === invented && words[i - 1]?.seg !== invented)
      text.push(...NEVER_SAID.map((said) => ({ text: said, start: null, seg: -1 })));
    moved.push(text.length);
    if (dropped.has(word.seg) || next() < missingWords) return;
    if (next() < extraWords)
      text.push({ text: words[Math.floor(next() * words.length)]!.text, start: null, seg: word.seg });
    moved[i] = text.length;
    text.push(word);
  });
  return { text, moved: moved.map((at) => Math.min(at, text.length - 1)) };
}

/** Through an MP3 of a constant rate and back, without the delay of encoder and decoder. */
async function throughMp3(samples: Float32Array, kilobits: number): Promise<Float32Array> {
  const { MPEGDecoder } = await import("mpg123-decoder");
  const encoder = await createMp3Encoder();
  const bitrate = kilobits as 64;
  encoder.configure({ sampleRate: RATE, outputSampleRate: RATE, channels: 1, bitrate });
  const quieter = samples.map((sample) => sample * 0.6);
  const body = encoder.encode([quieter]).slice();
  const tail = encoder.finalize().slice();
  const decoder = new MPEGDecoder();
  await decoder.ready;
  const parts = [decoder.decode(body), decoder.decode(tail)].map(({ channelData }) =>
    channelData[0]!.slice(),
  );
  decoder.free();
  const [first = new Float32Array(0), last = new Float32Array(0)] = parts;
  const whole = new Float32Array(first.length + last.length);
  whole.set(first);
  whole.set(last, first.length);
  // LAME's 576 and a decoder's 529 (LAME technical FAQ).
  return whole.subarray(576 + 529);
}
