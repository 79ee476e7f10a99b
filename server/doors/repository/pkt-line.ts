/**
 * git's pkt-lines (gitprotocol-common): the length in four hexadecimal digits, which counts these four, then
 * the content.
 */
export const FLUSH = "0000";

// The longest content of a packet, less one byte for the side band's number.
const LONGEST = 65_516;

/** Writes one packet. */
export function packet(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, "0")), bytes]);
}

/** Writes bytes to side band 1, which git reads, or 2, which git shows to the person after `remote:`. */
export function sideBand(band: 1 | 2, bytes: Buffer): Buffer {
  const packets: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += LONGEST - 1)
    packets.push(packet(Buffer.concat([Buffer.from([band]), bytes.subarray(at, at + LONGEST - 1)])));
  return Buffer.concat(packets);
}

/** Reads packets from the start of a stream. The rest stays for other readers. */
export class PacketReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);
  #ended = false;

  constructor(chunks: AsyncIterator<Uint8Array>) {
    this.#chunks = chunks;
  }

  /**
   * The packets up to a flush, without line ends; null if there is no flush, or more than `most` bytes before
   * it.
   */
  async untilFlush(most: number): Promise<string[] | null> {
    const lines: string[] = [];
    for (let read = 0; read < most; ) {
      const digits = (await this.#take(4))?.toString("latin1");
      if (digits === FLUSH) return lines;
      if (!digits || !/^[0-9a-f]{4}$/.test(digits)) return null;
      const length = Number.parseInt(digits, 16) - 4;
      const content = length >= 0 ? await this.#take(length) : null;
      if (!content) return null;
      lines.push(content.toString("utf8").replace(/\n$/, ""));
      read += length + 4;
    }
    return null;
  }

  async *remaining(): AsyncGenerator<Uint8Array> {
    if (this.#rest.length > 0) yield this.#rest;
    this.#rest = Buffer.alloc(0);
    while (!this.#ended) {
      const { value, done } = await this.#chunks.next();
      if (done) return;
      yield value;
    }
  }

  async #take(length: number): Promise<Buffer | null> {
    while (this.#rest.length < length) {
      const { value, done } = await this.#chunks.next();
      if (done) {
        this.#ended = true;
        return null;
      }
      this.#rest = Buffer.concat([this.#rest, value]);
    }
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }
}
