import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { LRUCache } from "lru-cache";
import type { Database } from "@/server/db";
import { askTogether } from "./ask-together";
import { findDigests, nameOf, type PageName } from "./find-digests";

/** A page as it was made: its bytes, and the headers that belong to them. */
export interface MadePage {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

export type Encoding = "br" | "gzip" | "identity";

/** A page as it is sent. */
export interface SentPage {
  readonly body: Buffer;
  readonly headers: MadePage["headers"];
  /** Names these bytes. */
  readonly etag: string;
}

interface Options {
  readonly db: Database;
  /** Makes the page of an address; none where it cannot be kept, as where there is none. */
  readonly make: (path: string) => Promise<MadePage | null>;
  /** Bytes that all pages together may take. */
  readonly mostBytes?: number;
}

interface Kept {
  readonly made: MadePage;
  readonly hash: string;
  readonly encoded: Map<Encoding, Promise<Buffer>>;
}

const MOST_BYTES = 128 * 1024 * 1024;
const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];

/**
 * The pages of episodes, each kept under the digest of all it was made of, and compressed once. Before a page is sent
 * the database is asked for today's digest, so that what was accepted a moment ago is in it, whichever of many
 * servers it was accepted on; nothing is ever invalidated.
 */
export class KeptPages {
  readonly #make: Options["make"];
  readonly #digestOf: (name: PageName) => Promise<string | undefined>;
  readonly #pages: LRUCache<string, Kept>;
  readonly #making = new Map<string, Promise<Kept | null>>();

  constructor({ db, make, mostBytes = MOST_BYTES }: Options) {
    this.#make = make;
    this.#digestOf = askTogether(async (names: readonly PageName[]) => {
      const digests = await findDigests(db, names);
      return names.map((name) => digests.get(nameOf(name)));
    });
    // Compressed it is there once or twice again, in a fifth of the bytes.
    this.#pages = new LRUCache({
      maxSize: mostBytes,
      sizeCalculation: ({ made }) => Math.ceil(made.body.length * 1.5) + 1,
    });
  }

  /**
   * The page at an address, as the database has its episode now.
   *
   * @returns none where there is no such episode or its page cannot be kept: then it is to be made as any other
   */
  async get(name: PageName, path: string, encoding: Encoding): Promise<SentPage | null> {
    const digest = await this.#digestOf(name);
    if (digest === undefined) return null;
    const key = `${path} ${digest}`;
    const kept = this.#pages.get(key) ?? (await this.#madeOnce(key, path));
    if (!kept) return null;
    const { made, hash, encoded } = kept;
    const body = encoded.get(encoding) ?? compress(made.body, encoding);
    encoded.set(encoding, body);
    return { body: await body, headers: made.headers, etag: `"${hash}-${encoding}"` };
  }

  /** However many wait for a page, it is made once. */
  #madeOnce(key: string, path: string): Promise<Kept | null> {
    const making = this.#making.get(key) ?? this.#keep(key, path).finally(() => this.#making.delete(key));
    this.#making.set(key, making);
    return making;
  }

  async #keep(key: string, path: string): Promise<Kept | null> {
    const made = await this.#make(path);
    if (!made) return null;
    const hash = createHash("sha256").update(made.body).digest("base64url").slice(0, 22);
    // What it is made of is read after its digest: it may be newer than its name, and is then made again, never older.
    const kept = { made, hash, encoded: new Map() };
    this.#pages.set(key, kept);
    return kept;
  }
}

function compress(body: Buffer, encoding: Encoding): Promise<Buffer> {
  // Done once for all who come: the tightest that still takes under a tenth of a second.
  if (encoding === "br")
    return brotli(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 8, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    });
  return encoding === "gzip" ? zip(body, { level: 9 }) : Promise.resolve(body);
}
