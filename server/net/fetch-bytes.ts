import type http from "node:http";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { connect, type Reach, reach, shown } from "./connect";
import { waitOf } from "./wait-of";

/** The bytes, or why they could not be fetched. */
export type Fetched =
  | {
      readonly ok: true;
      readonly bytes: Buffer;
      readonly url: string;
      /** What the answer says of itself, if it does. */
      readonly contentType: string | null;
      readonly validators: Validators;
    }
  | {
      readonly ok: false;
      /** `unchanged` only where validators were sent: the host says that the file is the same. */
      readonly reason: "bad-address" | "internal" | "too-large" | "no-answer" | "failed" | "unchanged";
      readonly message: string;
      /** When the host says that it may be asked again. */
      readonly notBefore?: Date;
    };

/** What a host calls the state of a file (RFC 9110, 8.8), to ask for it again only if it has changed. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** How to fetch a file that a feed or a person names. */
export interface FetchOptions extends Reach {
  readonly mostBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** Seconds for the whole file, including redirects. */
  readonly limitSeconds?: number;
  /** Of the file as it is known: the host sends it only if it has changed. */
  readonly known?: Validators | undefined;
}

// Browsers follow twenty; a feed that moved between hosts needs two or three.
const MOST_REDIRECTS = 5;
// Enough for 32 MB on a slow line. A sender that trickles bytes is cut off too.
const LIMIT_SECONDS = 60;

/**
 * Fetches a file over http or https in bounded time and memory, whatever the other side does. Each host is
 * resolved once, refused if any of its addresses is internal, and connected to at the checked address, so its
 * name cannot point to another machine a moment later. Redirects are checked in the same way.
 */
export async function fetchBytes(address: string, options: FetchOptions): Promise<Fetched> {
  const limit = options.limitSeconds ?? LIMIT_SECONDS;
  const timeout = AbortSignal.timeout(limit * 1000);
  const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout;
  let url = address;
  try {
    for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
      const answer = await fetchOnce(url, options, signal);
      if (!("redirect" in answer)) return answer;
      url = answer.redirect;
    }
    return no("failed", `${shown(address)} redirects more than ${MOST_REDIRECTS} times`);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (timeout.aborted)
      return no("no-answer", `${shown(url)} did not send the file within ${limit} seconds`);
    const { code, message } = error as NodeJS.ErrnoException;
    return no("failed", `${shown(url)} cannot be fetched: ${code ?? message}`);
  }
}

const no = (reason: Extract<Fetched, { ok: false }>["reason"], message: string) =>
  ({ ok: false, reason, message }) as const;

async function fetchOnce(
  address: string,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<Fetched | { readonly redirect: string }> {
  const found = await reach(address, options);
  signal.throwIfAborted();
  if (!found.ok) return found;
  const { url } = found;
  const response = await connect(found, {
    signal,
    headers: { "Accept-Encoding": "gzip, br", ...conditionsOf(options.known) },
  });
  const status = response.statusCode ?? 0;
  const location = response.headers.location;
  if (status >= 300 && status < 400 && location) {
    response.destroy();
    if (!URL.canParse(location, url.href))
      return no("failed", `${shown(address)} redirects to something that is not an address`);
    return { redirect: new URL(location, url.href).href };
  }
  if (status === 304 && options.known) {
    response.destroy();
    return no("unchanged", `${shown(address)} has not changed`);
  }
  if (status !== 200) {
    response.destroy();
    const answer = no("failed", `${shown(address)} answers with ${status}`);
    const wait = response.headers["retry-after"];
    return (status === 429 || status === 503) && wait ? { ...answer, notBefore: waitOf(wait) } : answer;
  }
  const bytes = await readAll(response, options.mostBytes, signal);
  const { etag = null, "last-modified": lastModified = null } = response.headers;
  const validators = { etag: kept(etag), lastModified: kept(lastModified) };
  return bytes
    ? {
        ...{ ok: true, bytes, url: url.href, validators },
        contentType: response.headers["content-type"] ?? null,
      }
    : no("too-large", `${shown(address)} is larger than ${options.mostBytes / 1_000_000} MB`);
}

function conditionsOf(known: Validators | undefined): Record<string, string> {
  return {
    ...(known?.etag && { "If-None-Match": known.etag }),
    ...(known?.lastModified && { "If-Modified-Since": known.lastModified }),
  };
}

// What a host sends is kept, and sent back to it.
const LONGEST_VALIDATOR = 500;
const kept = (value: string | null) => (value && value.length <= LONGEST_VALIDATOR ? value : null);

/** The whole body, decompressed; null if it exceeds the limit, after which nothing more is read. */
async function readAll(
  response: http.IncomingMessage,
  most: number,
  signal: AbortSignal,
): Promise<Buffer | null> {
  const body = unpacked(response);
  const stop = () => body.destroy(new Error("stopped"));
  signal.addEventListener("abort", stop, { once: true });
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > most) return null;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    signal.removeEventListener("abort", stop);
    response.destroy();
  }
}

function unpacked(response: http.IncomingMessage): Readable {
  const make = {
    gzip: createGunzip,
    "x-gzip": createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  }[response.headers["content-encoding"]?.trim().toLowerCase() ?? ""];
  if (!make) return response;
  const unpack = make();
  // Passes an error of the response on to the decompressed stream.
  response.on("error", (error) => unpack.destroy(error));
  return response.pipe(unpack);
}
