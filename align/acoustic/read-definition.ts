import { ByteReader } from "./bytes";

/** How many emitting states every phone has. */
export const STATES = 3;

/** Where a phone stands in its word; the numbers are the file's. */
export const INSIDE = 0;
export const FIRST = 1;
export const LAST = 2;
export const ALONE = 3;

/** The phones of a model: which states each has, alone and between its neighbours. */
export interface Definition {
  /** The names of the phones without context: "AA" … "ZH", "SIL" and two noises. */
  readonly names: readonly string[];
  /** The number of "SIL". */
  readonly silence: number;
  /** Phones that stand for speech, without silence and noises. */
  readonly speech: readonly number[];
  /** The number of a phone by its name; of "AH" for an unknown name. */
  numberOf(name: string): number;
  /** How many senones (tied states) there are. */
  readonly senones: number;
  /** The senone of each state: `states[phone * STATES + state]`, for phones with and without context. */
  readonly states: Uint16Array;
  /** The matrix of transitions of each phone. */
  readonly transitions: Uint8Array;
  /** The set of Gaussians that each senone mixes: that of its phone without context. */
  readonly codebooks: Uint8Array;
  /** The phone between two neighbours, or the nearest that the model has. */
  inContext(phone: number, left: number, right: number, position: number): number;
}

/**
 * Reads a binary model definition (mdef) of CMU Sphinx: phones without context, then triphones, found through a tree by
 * position in the word, phone, left and right neighbour. The format is described in pocketsphinx's bin_mdef.h.
 *
 * @throws Error if the file is not one
 */
export function readDefinition(bytes: Uint8Array): Definition {
  const reader = new ByteReader(bytes);
  if (reader.text(4) !== "BMDF") throw new Error("This is not a binary model definition.");
  reader.at = 8;
  reader.at = 12 + reader.int32();
  const [phones = 0, all = 0, emitting, , senones = 0, , , , nodes = 0, silence = 0] = Array.from(
    { length: 10 },
    () => reader.int32(),
  );
  if (emitting !== STATES) throw new Error(`This model has ${emitting} states a phone, not ${STATES}.`);
  const names = Array.from({ length: phones }, () => reader.zeroEnded());
  const firstName = reader.at - names.reduce((sum, name) => sum + name.length + 1, 0);
  // The names are padded to whole words of four bytes.
  const tree = firstName + ((reader.at - firstName + 3) & ~3);
  const entries = tree + 8 * nodes;
  reader.at = entries + 12 * all;
  const sequences = new Uint16Array(reader.int32());
  for (let i = 0; i < sequences.length; i++) sequences[i] = reader.int16At(reader.at + 2 * i);

  const states = new Uint16Array(all * STATES);
  const transitions = new Uint8Array(all);
  const isFiller = new Uint8Array(phones);
  const codebooks = new Uint8Array(senones);
  for (let phone = 0; phone < all; phone++) {
    const entry = entries + 12 * phone;
    const sequence = reader.int32At(entry);
    transitions[phone] = reader.int32At(entry + 4);
    // A phone without context says whether it is a filler; one in context, its position and the phones.
    if (phone < phones) isFiller[phone] = bytes[entry + 8]!;
    const plain = phone < phones ? phone : bytes[entry + 9]!;
    for (let state = 0; state < STATES; state++) {
      const senone = sequences[sequence * STATES + state]!;
      states[phone * STATES + state] = senone;
      codebooks[senone] = plain;
    }
  }

  /** Follows the tree; -1 where it has no such branch. A node is its key, how many children, and where they are. */
  const find = (path: readonly number[]): number => {
    let at = tree;
    let siblings = 4;
    for (const key of path) {
      let k = 0;
      while (k < siblings && reader.int16At(at + 8 * k) !== key) k++;
      if (k === siblings) return -1;
      const children = reader.int16At(at + 8 * k + 2);
      const down = reader.int32At(at + 8 * k + 4);
      if (children === 0) return down;
      siblings = children;
      at = tree + 8 * down;
    }
    return -1;
  };

  const asContext = (phone: number) => (isFiller[phone] ? silence : phone);
  const known = new Map<number, number>();
  const search = (phone: number, left: number, right: number, position: number): number => {
    const inAnyPosition = (l: number, r: number) => {
      for (const p of [position, ...[INSIDE, FIRST, LAST, ALONE].filter((other) => other !== position)]) {
        const found = find([p, phone, asContext(l), asContext(r)]);
        if (found >= 0) return found;
      }
      return -1;
    };
    const exact = inAnyPosition(left, right);
    if (exact >= 0) return exact;
    // Across a word's edge the neighbour may as well be a pause.
    const l = position === FIRST || position === ALONE ? silence : left;
    const r = position === LAST || position === ALONE ? silence : right;
    const near = inAnyPosition(l, r);
    return near >= 0 ? near : phone;
  };

  const numbers = new Map(names.map((name, i) => [name, i]));
  const vowel = numbers.get("AH") ?? 0;
  return {
    names,
    silence,
    speech: names.flatMap((_, i) => (isFiller[i] ? [] : [i])),
    numberOf: (name) => numbers.get(name) ?? vowel,
    senones,
    states,
    transitions,
    codebooks,
    inContext(phone, left, right, position) {
      const key = ((phone * 64 + left) * 64 + right) * 4 + position;
      let found = known.get(key);
      if (found === undefined) {
        found = search(phone, left, right, position);
        known.set(key, found);
      }
      return found;
    },
  };
}
