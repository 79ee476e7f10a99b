import type { Readable } from "node:stream";

/** A part of a file: bytes from `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where uploaded audio and pictures lie, by the SHA-256 of their content in hexadecimal. A file never changes, so whatever
 * was read of it may be kept for good.
 */
export interface FileStore {
  /** Keeps the file at `path`; one of that hash that is there already stays. */
  put(hash: string, path: string, type: string): Promise<void>;
  /** How many bytes a file has; null if there is none. */
  sizeOf(hash: string): Promise<number | null>;
  /** Reads a file or a part of it; null if there is none. */
  open(hash: string, range?: ByteRange): Promise<Readable | null>;
  remove(hash: string): Promise<void>;
}

/** The shape of a file's name in the store. */
export const CONTENT_HASH = /^[0-9a-f]{64}$/;
