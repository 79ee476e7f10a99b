import { lookup } from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { withoutPassword } from "../import/without-password";
import { isInternal } from "./internal-address";

/** What was fetched, or why nothing was. */
export type Fetched =
  | { readonly ok: true; readonly bytes: Buffer; readonly url: string }
  | {
      readonly ok: false;
      readonly reason: "bad-address" | "internal" | "too-large" | "no-answer" | "failed";
      readonly message: string;
    };

/** How anything is fetched that a feed, or whoever names one, points to. */
export interface FetchOptions {
  readonly mostBytes: number;
  /** Lets internal addresses be asked: for tests, and for those whose feeds are on their own network. */
  readonly allowInternal?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Seconds for one file altogether, redirects included. */
  readonly limitSeconds?: number;
  /** Which addresses are internal; for tests. */
  readonly isInternal?: (address: string) => boolean;
  /** Finds the addresses of a host; for tests. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

// Browsers follow twenty; a feed that moved from host to host needs two or three.
const MOST_REDIRECTS = 5;
// 32 MB on a slow line; whoever sends a byte now and then is not waited for longer.
const LIMIT_SECONDS = 60;

/**
 * Fetches a file over http or https, in bounded time and memory, whatever the other side does. A host is resolved
 * once, refused where any of its addresses is internal, and connected to by the address that was checked, so that
 * a name cannot mean another machine a moment later; each redirect is checked in the same way.
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
      return no("no-answer", `${shown(url)} has not sent its file within ${limit} seconds`);
    const { code, message } = error as NodeJS.ErrnoException;
    return no("failed", `${shown(url)} cannot be fetched: ${code ?? message}`);
  }
}

const no = (reason: Extract<Fetched, { ok: false }>["reason"], message: string) =>
  ({ ok: false, reason, message }) as const;

/** An address without the password it may carry. */
export function shown(address: string): string {
  return withoutPassword(address).slice(0, 300);
}

async function fetchOnce(
  address: string,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<Fetched | { readonly redirect: string }> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    return no(
      "bad-address",
      `${shown(address)} is no address of the web: it begins with https:// or http://`,
    );
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const found = isIP(host) ? [host] : await (options.resolve ?? addressesOf)(host);
  signal.throwIfAborted();
  const [first] = found;
  if (first === undefined)
    return no("failed", `${shown(address)} cannot be fetched: there is no host ${host}`);
  const refused = options.allowInternal ? undefined : found.find(options.isInternal ?? isInternal);
  if (refused !== undefined)
    return no("internal", `${shown(address)} is an internal address (${refused}), which is not asked`);

  const response = await request(url, first, signal);
  const status = response.statusCode ?? 0;
  const location = response.headers.location;
  if (status >= 300 && status < 400 && location) {
    response.destroy();
    if (!URL.canParse(location, url.href)) return no("failed", `${shown(address)} redirects to no address`);
    return { redirect: new URL(location, url.href).href };
  }
  if (status !== 200) {
    response.destroy();
    return no("failed", `${shown(address)} answers with ${status}`);
  }
  const bytes = await readAll(response, options.mostBytes, signal);
  return bytes
    ? { ok: true, bytes, url: url.href }
    : no("too-large", `${shown(address)} is larger than ${options.mostBytes / 1_000_000} MB`);
}

async function addressesOf(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

function request(url: URL, address: string, signal: AbortSignal): Promise<http.IncomingMessage> {
  const family = isIP(address);
  return new Promise((done, fail) => {
    const { get } = url.protocol === "https:" ? https : http;
    get(
      url,
      {
        signal,
        // A connection of its own: one that is kept could lead to where the name led before.
        agent: false,
        lookup: (_host, options, found) =>
          options.all ? found(null, [{ address, family }]) : found(null, address, family),
        headers: { "User-Agent": "OnRecord (podcast transcripts)", "Accept-Encoding": "gzip, br" },
      },
      done,
    ).on("error", fail);
  });
}

/** All of the body, unpacked; null where it is more than allowed, of which no more is read. */
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
  // What breaks on the way in breaks on the way out.
  response.on("error", (error) => unpack.destroy(error));
  return response.pipe(unpack);
}
