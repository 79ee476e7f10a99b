import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { deserialize, serialize } from "node:v8";
import type { Checkpoint, TextWord } from "@/align";
import { ALIGNER } from "./aligner";

/** Milliseconds between two times that a search is written down: so much work is lost when its process is killed. */
const EVERY = 2000;

interface Searched {
  /** The SHA-256 of the audio, in hexadecimal digits. */
  readonly hash: string;
  readonly words: readonly TextWord[];
  /** BCP 47. */
  readonly language: string;
}

/**
 * Keeps a search in a file, under what it searches: sound, text, language and aligner. Of anything else the file says
 * nothing, and one that cannot be read says nothing either.
 */
export function searchCheckpoint(path: string, { hash, words, language }: Searched): Checkpoint {
  const key = createHash("sha256")
    .update(JSON.stringify([ALIGNER, hash, language, words]))
    .digest();
  let written = Date.now();
  return {
    load: () => {
      try {
        const bytes = readFileSync(path);
        return bytes.subarray(0, key.length).equals(key)
          ? deserialize(bytes.subarray(key.length))
          : undefined;
      } catch {
        return undefined;
      }
    },
    // At once, since the search goes on changing what it hands over.
    save: (state) => {
      if (Date.now() - written < EVERY) return;
      writeFileSync(`${path}.part`, Buffer.concat([key, serialize(state)]));
      renameSync(`${path}.part`, path);
      written = Date.now();
    },
  };
}
