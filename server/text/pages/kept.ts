import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { hashOf } from "./hash-of";

/** How bytes travel (RFC 9110, 8.4.1). */
export type Encoding = "br" | "gzip" | "identity";

/** An answer as it was made. */
export interface Made {
  readonly body: Buffer;
  /** By names in small letters; all but those that `Kept` writes. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** Names the uncompressed bytes, in quotation marks; by default a hash of them. */
  readonly etag?: string | undefined;
  /** When it last changed, where the answer says so. */
  readonly changedAt?: Date | undefined;
}

/** Something that was just made, with the state of its scope in the snapshot that it was read from. */
export interface Fresh {
  readonly made: Made;
  readonly state: string;
}

/** An answer as it is sent in one encoding. */
export interface Sent {
  readonly body: Buffer;
  /** Names and values in turn, as `writeHead` takes them fastest. */
  readonly headers: readonly string[];
}

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];

/** What is compressed already would only grow. */
const PACKED = /^(?:image\/(?!svg)|application\/(?:zip|pdf|vnd\.openxmlformats))/;

/** An answer that is kept: compressed once for each encoding that somebody asked for, with its headers written out. */
export class Kept {
  /** The ETags of these bytes, in quotation marks: as they are first, then compressed. Whoever names one has it. */
  readonly etags: readonly string[];
  readonly changedAt: Date | undefined;
  /** That of its scope, under which it is kept. */
  readonly state: string;
  readonly #made: Made;
  readonly #packed: boolean;
  readonly #sent = new Map<Encoding, Sent>();
  readonly #making = new Map<Encoding, Promise<Sent>>();

  constructor({ made, state }: Fresh) {
    const etag = made.etag?.slice(1, -1) ?? hashOf(made.body);
    this.#made = made;
    this.state = state;
    this.#packed = PACKED.test(String(made.headers["content-type"]));
    this.etags = [etag, ...(this.#packed ? [] : [`${etag}-br`, `${etag}-gzip`])].map((each) => `"${each}"`);
    this.changedAt = made.changedAt;
  }

  get body(): Buffer {
    return this.#made.body;
  }

  /** As it was made, before any encoding. */
  get made(): Made {
    return this.#made;
  }

  /** Bytes that it takes with all its encodings so far. */
  get size(): number {
    let sum = this.#made.body.length + 1_000;
    for (const [encoding, { body }] of this.#sent) if (encoding !== "identity") sum += body.length;
    return sum;
  }

  /** As it is sent in an encoding, where it was compressed before. */
  ready(encoding: Encoding): Sent | undefined {
    return this.#sent.get(this.#packed ? "identity" : encoding);
  }

  /** As it is sent in an encoding. */
  in(encoding: Encoding): Promise<Sent> {
    const wanted = this.#packed ? "identity" : encoding;
    const making = this.#making.get(wanted) ?? this.#encode(wanted);
    this.#making.set(wanted, making);
    return making;
  }

  /** The headers of a 304 to whoever has the bytes of an encoding. */
  unchanged(encoding: Encoding): string[] {
    const sent = this.#headers(this.#packed ? "identity" : encoding);
    return Object.entries(sent).flatMap(([name, value]) =>
      name.startsWith("content-") && name !== "content-security-policy" ? [] : pairs(name, value),
    );
  }

  async #encode(encoding: Encoding): Promise<Sent> {
    const body = await compress(this.#made.body, encoding);
    const described = { ...this.#headers(encoding), "content-length": String(body.length) };
    const sent = { body, headers: Object.entries(described).flatMap(([name, value]) => pairs(name, value)) };
    this.#sent.set(encoding, sent);
    return sent;
  }

  #headers(encoding: Encoding): Record<string, string | readonly string[]> {
    const { headers, changedAt } = this.#made;
    const at = encoding === "br" ? 1 : encoding === "gzip" ? 2 : 0;
    const named = [headers.vary ?? []].flat().join(", ");
    const vary =
      this.#packed || /accept-encoding/i.test(named)
        ? named
        : [named, "Accept-Encoding"].filter(Boolean).join(", ");
    return {
      ...headers,
      ...(vary ? { vary } : {}),
      etag: this.etags[at] ?? "",
      ...(changedAt ? { "last-modified": changedAt.toUTCString() } : {}),
      ...(encoding === "identity" ? {} : { "content-encoding": encoding }),
    };
  }
}

const pairs = (name: string, value: string | readonly string[]): string[] =>
  typeof value === "string" ? [name, value] : value.flatMap((each) => [name, each]);

function compress(body: Buffer, encoding: Encoding): Promise<Buffer> {
  // Done once for all who come: the tightest that still takes under a tenth of a second.
  if (encoding === "br")
    return brotli(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 8, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    });
  return encoding === "gzip" ? zip(body, { level: 9 }) : Promise.resolve(body);
}
