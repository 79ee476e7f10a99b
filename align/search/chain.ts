import { ALONE, FIRST, INSIDE, LAST, STATES } from "../acoustic/read-definition";
import { type Model, TARGETS } from "../acoustic/read-model";
import type { SaidWord } from "./said-words";

/** One way to say a word: so many states, from the first on. */
export interface Way {
  readonly start: number;
  readonly states: number;
}

/** Words as the states of a model that follow one another. */
export interface Chain {
  readonly words: number;
  /** The senone of each state. */
  readonly senones: Int32Array;
  /** Where the log-probabilities to leave each state stand in the model's `moves`. */
  readonly moves: Int32Array;
  /** The first state of each word, and at the end the number of states. */
  readonly first: Int32Array;
  readonly ways: readonly (readonly Way[])[];
}

/**
 * Makes a chain: each phone of each way to say a word becomes three states, of the triphone that it is between its
 * neighbours. The phones across a word's edges are those of its neighbours' likeliest ways.
 */
export function createChain({ definition }: Model, words: readonly SaidWord[]): Chain {
  const senones: number[] = [];
  const moves: number[] = [];
  const first = new Int32Array(words.length + 1);
  const ways = words.map((word, w) => {
    first[w] = senones.length;
    const before = words[w - 1]?.phones[0]?.at(-1) ?? definition.silence;
    const after = words[w + 1]?.phones[0]?.[0] ?? definition.silence;
    return word.phones.map((phones) => {
      const start = senones.length;
      phones.forEach((phone, i) => {
        const position =
          phones.length === 1 ? ALONE : i === 0 ? FIRST : i === phones.length - 1 ? LAST : INSIDE;
        const found = definition.inContext(phone, phones[i - 1] ?? before, phones[i + 1] ?? after, position);
        for (let state = 0; state < STATES; state++) {
          senones.push(definition.states[found * STATES + state]!);
          moves.push((definition.transitions[found]! * STATES + state) * TARGETS);
        }
      });
      return { start, states: senones.length - start };
    });
  });
  first[words.length] = senones.length;
  return {
    words: words.length,
    senones: Int32Array.from(senones),
    moves: Int32Array.from(moves),
    first,
    ways,
  };
}
