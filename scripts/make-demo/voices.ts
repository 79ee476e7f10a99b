/** A host's voice: an eSpeak NG voice with a variant, words a minute, and pitch and melody from 0 to 99. */
export interface Voice {
  voice: string;
  rate: number;
  pitch: number;
  range: number;
}

/**
 * The two hosts. They differ in accent, in pitch by nearly an octave (about 190 and 100 Hz) and in pace, so
 * that listeners can tell them apart without labels.
 */
export const voices: Record<string, Voice> = {
  "Mara Lindqvist": { voice: "en-gb-x-rp+f2", rate: 170, pitch: 52, range: 62 },
  "Tom Okafor": { voice: "en-us+m3", rate: 164, pitch: 44, range: 66 },
};

/** Pronunciations for words that eSpeak NG would misread; keys are words without punctuation. */
export const pronunciations: Record<string, string> = {
  Lindqvist: "Lindkvist",
  Okafor: "Oh-kah-for",
  ZDNet: "Zee-dee-net",
  VentureBeat: "Venture-beat",
  // Shown as "12." after "that leaves": eSpeak would wait for a decimal.
  "12": "twelve",
};
