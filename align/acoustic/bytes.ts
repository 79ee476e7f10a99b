/** Reads little-endian numbers and strings from a file's bytes, one after the other. */
export class ByteReader {
  readonly #view: DataView;
  /** Where the next value is read, in bytes from the beginning. */
  at: number;

  constructor(
    readonly bytes: Uint8Array,
    at = 0,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
  }

  int32(): number {
    this.at += 4;
    return this.#view.getInt32(this.at - 4, true);
  }

  float32(): number {
    this.at += 4;
    return this.#view.getFloat32(this.at - 4, true);
  }

  /** The 16-bit number at a place, which is not moved. */
  int16At(at: number): number {
    return this.#view.getInt16(at, true);
  }

  int32At(at: number): number {
    return this.#view.getInt32(at, true);
  }

  /** So many bytes as Latin-1 text. */
  text(length: number): string {
    this.at += length;
    return latin1(this.bytes.subarray(this.at - length, this.at));
  }

  /** Text up to a zero byte, which is skipped. */
  zeroEnded(): string {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0) throw new Error("The file ends inside a name.");
    const text = latin1(this.bytes.subarray(this.at, end));
    this.at = end + 1;
    return text;
  }
}

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/**
 * A reader behind the text header of a Sphinx-III file, which names the byte order that the model was written in.
 *
 * @throws Error if the file is of another kind or byte order
 */
export function readSphinxHeader(bytes: Uint8Array): ByteReader {
  const head = latin1(bytes.subarray(0, 1024));
  const end = head.indexOf("endhdr\n");
  if (!head.startsWith("s3\n") || end < 0) throw new Error("This is not a file of a Sphinx model.");
  const reader = new ByteReader(bytes, end + "endhdr\n".length);
  if (reader.int32() !== 0x11223344) throw new Error("This model was written in another byte order.");
  return reader;
}
