import { LRUCache } from "lru-cache";
import { type Encoding, Kept, type Made, type Sent } from "./kept";
import { type Key, writeKey } from "./keys";

/** Something that was just made, with the state of its scope in the snapshot that it was read from. */
export interface Fresh {
  readonly made: Made;
  readonly state: string;
}

/** Bytes that all together may take. */
const MOST_BYTES = 128 * 1024 * 1024;

/**
 * The one store of what is kept, with one bound in bytes for all: what was not asked for longest goes first. It knows
 * nothing of the database and invalidates nothing: a key holds the state of what its thing is made of.
 */
export class Store {
  readonly #kept: LRUCache<string, Kept>;
  /** Under what each is kept. */
  readonly #keys = new WeakMap<Kept, string>();
  readonly #making = new Map<string, Promise<Kept | null>>();

  constructor({ mostBytes = MOST_BYTES }: { readonly mostBytes?: number } = {}) {
    this.#kept = new LRUCache({ maxSize: mostBytes, sizeCalculation: ({ size }) => size });
  }

  /**
   * Gives what is kept under a key and a state, or has it made: once, however many wait for it.
   *
   * What is made is kept under the state that it names, that of the snapshot it was read from, and never under the one
   * that was asked for: where both differ (another change came in between, or a replica lags), whoever asked gets it,
   * and nobody else gets it for today's.
   *
   * @param make gives none where there is no such thing, or it cannot be kept
   */
  async get(key: Key, state: string, make: () => Promise<Fresh | null>): Promise<Kept | null> {
    const asked = writeKey(key, state);
    return this.#kept.get(asked) ?? this.#makeOnce(asked, key, make);
  }

  /** What is kept under a key and a state, where it is. */
  find(key: Key, state: string): Kept | undefined {
    return this.#kept.get(writeKey(key, state));
  }

  /** A kept thing as it is sent. What compressing it adds counts to the bound. */
  async send(kept: Kept, encoding: Encoding): Promise<Sent> {
    const before = kept.ready(encoding);
    if (before) return before;
    const sent = await kept.in(encoding);
    const key = this.#keys.get(kept);
    // Its size is reckoned anew where it is put in anew, and not where it is there already.
    if (key !== undefined && this.#kept.peek(key) === kept) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
    }
    return sent;
  }

  /** Bytes that all together take. */
  get size(): number {
    return this.#kept.calculatedSize;
  }

  #makeOnce(asked: string, key: Key, make: () => Promise<Fresh | null>): Promise<Kept | null> {
    const making = this.#making.get(asked) ?? this.#make(key, make).finally(() => this.#making.delete(asked));
    this.#making.set(asked, making);
    return making;
  }

  async #make(key: Key, make: () => Promise<Fresh | null>): Promise<Kept | null> {
    const fresh = await make();
    if (!fresh) return null;
    const name = writeKey(key, fresh.state);
    const kept = new Kept(fresh.made);
    this.#keys.set(kept, name);
    this.#kept.set(name, kept);
    return kept;
  }
}
