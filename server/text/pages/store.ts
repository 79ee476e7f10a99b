import { LRUCache } from "lru-cache";
import { type Encoding, type Fresh, Kept, type Sent } from "./kept";
import { KEYS, type Key, type Kind, writeKey } from "./keys";

/** Keys of which the newest is known; anybody can ask for ones that are not there. */
const MOST_NEWEST = 20_000;

/** Bytes that all together may take. */
const MOST_BYTES = 128 * 1024 * 1024;

/**
 * The one store of what is kept, with one bound in bytes for all: what was not asked for longest goes first. A kind of
 * which anybody can ask for as many as they like has a part of it, and pushes nothing else out. It knows
 * nothing of the database and invalidates nothing: a key holds the state of what its thing is made of.
 */
export class Store {
  readonly #rest: LRUCache<string, Kept>;
  /** Kinds that have a part of their own, by their names. */
  readonly #parts: ReadonlyMap<string, LRUCache<string, Kept>>;
  /** Under what each is kept, and where. */
  readonly #places = new WeakMap<Kept, { readonly line: string; readonly part: LRUCache<string, Kept> }>();
  /** By key, under which line it was kept last. */
  readonly #newest = new LRUCache<string, string>({ max: MOST_NEWEST });
  readonly #making = new Map<string, Promise<Kept | null>>();

  constructor({ mostBytes = MOST_BYTES }: { readonly mostBytes?: number } = {}) {
    const part = (share: number) =>
      new LRUCache<string, Kept>({
        maxSize: Math.floor(mostBytes * share),
        sizeCalculation: ({ size }) => size,
      });
    const shares = Object.entries<Kind>(KEYS).flatMap(([name, { share }]) =>
      share === undefined ? [] : [[name, share] as const],
    );
    this.#parts = new Map(shares.map(([name, share]) => [name, part(share)]));
    this.#rest = part(shares.reduce((left, [, share]) => left - share, 1));
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
    return this.find(key, state) ?? this.#makeOnce(writeKey(key, state), key, make);
  }

  /** What is kept under a key and a state, where it is. */
  find(key: Key, state: string): Kept | undefined {
    return this.#partOf(key).get(writeKey(key, state));
  }

  /** Keeps what was made under the state that it names. */
  keep(key: Key, fresh: Fresh): Kept {
    const [line, part] = [writeKey(key, fresh.state), this.#partOf(key)];
    const kept = new Kept(fresh);
    this.#places.set(kept, { line, part });
    part.set(line, kept);
    this.#newest.set(writeKey(key, ""), line);
    return kept;
  }

  /** What was kept last under a key, whatever the state is since: for when the database cannot be asked for it. */
  findNewest(key: Key): Kept | undefined {
    const line = this.#newest.get(writeKey(key, ""));
    return line === undefined ? undefined : this.#partOf(key).get(line);
  }

  /** A kept thing as it is sent. What compressing it adds counts to the bound. */
  async send(kept: Kept, encoding: Encoding): Promise<Sent> {
    const before = kept.ready(encoding);
    if (before) return before;
    const sent = await kept.in(encoding);
    const place = this.#places.get(kept);
    // Its size is reckoned anew where it is put in anew, and not where it is there already.
    if (place?.part.peek(place.line) === kept) {
      place.part.delete(place.line);
      place.part.set(place.line, kept);
    }
    return sent;
  }

  /** Bytes that all together take. */
  get size(): number {
    return [this.#rest, ...this.#parts.values()].reduce((sum, part) => sum + part.calculatedSize, 0);
  }

  #partOf({ name }: Key): LRUCache<string, Kept> {
    return this.#parts.get(name) ?? this.#rest;
  }

  #makeOnce(asked: string, key: Key, make: () => Promise<Fresh | null>): Promise<Kept | null> {
    const making = this.#making.get(asked) ?? this.#make(key, make).finally(() => this.#making.delete(asked));
    this.#making.set(asked, making);
    return making;
  }

  async #make(key: Key, make: () => Promise<Fresh | null>): Promise<Kept | null> {
    const fresh = await make();
    return fresh && this.keep(key, fresh);
  }
}
