import initialise, { type EspeakEvent, type EspeakWorker } from "@echogarden/espeak-ng-emscripten";
import { pronunciations, type Voice } from "./voices";

/** eSpeak NG's only sample rate, so everything here uses it. */
export const SAMPLE_RATE = 22_050;

/** A sound, and the start of each word in seconds from the sound's beginning. */
export interface Utterance {
  samples: Float32Array;
  starts: number[];
}

export interface Speaker {
  /**
   * Speaks one sentence. `words` are as shown in the transcript, with punctuation; `starts` has one entry for
   * each.
   */
  say(words: string[], voice: Voice): Utterance;
}

// Loudness of speech without its pauses (root mean square, full scale 1). The peaks of eSpeak's voices are 11
// to 13 dB above it, so this leaves a few dB of headroom for two people laughing at once.
const SPEECH_LEVEL = 0.1;

// Below -54 dB of full scale it is the tail of a sentence, not a consonant.
const SILENCE = 0.002;

/** Opens eSpeak NG (compiled to WebAssembly; no native program is needed). */
export async function openSpeaker(): Promise<Speaker> {
  const { eSpeakNGWorker } = await initialise();
  const worker = atFixedTime(() => new eSpeakNGWorker());
  return { say: (words, voice) => say(worker, words, voice) };
}

/**
 * eSpeak seeds the noise of breaths and hisses with the clock, once, at its start. Holding the clock still
 * makes the same dialogue give the same bytes.
 */
function atFixedTime<T>(run: () => T): T {
  const now = Date.now;
  Date.now = () => 0;
  try {
    return run();
  } finally {
    Date.now = now;
  }
}

function say(worker: EspeakWorker, words: string[], voice: Voice): Utterance {
  if (worker.set_voice(voice.voice) !== 0) throw new Error(`make-demo: no voice ${voice.voice}`);
  worker.set_rate(voice.rate);
  worker.set_pitch(voice.pitch);
  worker.set_range(voice.range);
  const marked = words.map((word, i) => `<mark name="${i}"/>${spoken(word)}`).join(" ");
  const chunks: Int16Array[] = [];
  const events: EspeakEvent[] = [];
  worker.synthesize(`<speak>${marked}</speak>`, (audio, more) => {
    chunks.push(audio);
    events.push(...more);
  });
  const samples = join(chunks);
  const starts = afterBreaths(startsOf(words, events), samples);
  return { samples: level(trimEnd(samples)), starts };
}

/** A word as eSpeak gets it: its pronunciation, without quotation marks, which eSpeak may read out. */
function spoken(word: string): string {
  const plain = word.replace(/["“”]/g, "").replace(/\.\.\.$/, ",");
  const [, before = "", core = "", after = ""] =
    /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}%]*)$/u.exec(plain) ?? [];
  const text = before + (pronunciations[core] ?? core) + after;
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

// The second words of pairs that eSpeak merges ("of the", "would have"), with their possible first sounds.
const FIRST_SOUNDS: Record<string, string[]> = {
  a: ["ɐ", "ə"],
  am: ["ɐ", "a"],
  are: ["ɑ"],
  be: ["b"],
  been: ["b"],
  have: ["h"],
  of: ["ə", "ɒ", "ʌ"],
  the: ["ð"],
  was: ["w"],
};

/**
 * The start of each word in seconds, from the mark set before it. For a merged pair, eSpeak reports the
 * second word's mark together with that of the following word; the second word then starts at the last of its
 * possible first sounds before that mark.
 */
function startsOf(words: string[], events: EspeakEvent[]): number[] {
  const starts = words.map((word, i) => {
    const mark = events.find((event) => event.type === "mark" && event.id === String(i));
    if (!mark) throw new Error(`make-demo: eSpeak set no mark at "${word}"`);
    return mark.audio_position / 1000;
  });
  for (let i = 1; i + 1 < words.length; i++) {
    if (starts[i] !== starts[i + 1]) continue;
    const first = FIRST_SOUNDS[words[i]!.toLowerCase()] ?? [];
    const sound = events.findLast(({ type, id, audio_position }) => {
      const inside = audio_position / 1000 > starts[i - 1]! && audio_position / 1000 < starts[i]!;
      const phoneme = String(id ?? "").replace(/[ˈˌ]/g, "");
      return type === "phoneme" && inside && first.some((letter) => phoneme.startsWith(letter));
    });
    if (!sound) throw new Error(`make-demo: "${words[i]} ${words[i + 1]}" start together`);
    starts[i] = sound.audio_position / 1000;
  }
  return starts;
}

// A shorter silence is the closure of a p, t or k, and belongs to its word.
const BREATH = 0.08;
// The tail of the previous word may last this long after the mark.
const TAIL = 0.1;
// No word is shorter: after a breath that ends closer to the next mark, the next word has already begun.
const SHORTEST = 0.04;

/**
 * eSpeak sets the mark of a word that follows a breath ("the people, who") before the breath. This moves such
 * a word to where it sounds.
 */
function afterBreaths(starts: number[], samples: Float32Array): number[] {
  return starts.map((start, i) => {
    const next = starts[i + 1] ?? samples.length / SAMPLE_RATE;
    let silentFrom = start;
    for (let at = Math.round(start * SAMPLE_RATE); at < next * SAMPLE_RATE; at++) {
      if (Math.abs(samples[at] ?? 0) <= SILENCE) continue;
      const sound = at / SAMPLE_RATE;
      if (sound - silentFrom >= BREATH) return next - sound >= SHORTEST ? sound : start;
      if (sound - start > TAIL) return start;
      silentFrom = sound;
    }
    return start;
  });
}

function join(chunks: Int16Array[]): Float32Array {
  const samples = new Float32Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    for (const value of chunk) samples[at++] = value / 32_768;
  }
  return samples;
}

// Cut only at the end: the marks count from the beginning.
function trimEnd(samples: Float32Array): Float32Array {
  const last = samples.findLastIndex((value) => Math.abs(value) > SILENCE);
  return samples.subarray(0, last + 1);
}

/** Brings the speech in a sound to the common level: eSpeak's variants differ by up to 6 dB. */
function level(samples: Float32Array): Float32Array {
  let sum = 0;
  let count = 0;
  for (const value of samples) {
    if (Math.abs(value) < SILENCE) continue;
    sum += value * value;
    count += 1;
  }
  const gain = count > 0 ? SPEECH_LEVEL / Math.sqrt(sum / count) : 0;
  return samples.map((value) => value * gain);
}
