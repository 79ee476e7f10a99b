import { type FileHandle, open, readFile, rm, stat, writeFile } from "node:fs/promises";
import type http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { connect, type Reach, reach, shown } from "./connect";
import { waitOf } from "./wait-of";

/** The file, or why it could not be fetched. */
export type FetchedFile =
  | { readonly ok: true; readonly bytes: number }
  | {
      readonly ok: false;
      readonly reason: FetchProblem;
      readonly message: string;
      /** When the host says that it may be asked again. */
      readonly notBefore?: Date;
    };

export type FetchProblem =
  | "bad-address"
  | "internal"
  | "too-large"
  | "no-answer"
  | "failed"
  | "gone"
  | "page"
  | "ended-early"
  | "asked-to-wait"
  | "disk-full";

/** How to fetch a large file that a feed names. */
export interface FileOptions extends Reach {
  readonly mostBytes: number;
  readonly userAgent: string;
  readonly signal?: AbortSignal | undefined;
  /**
   * Waits until a host may be asked, and returns what ends that turn. Each host that a redirect leads to has a turn of
   * its own.
   *
   * @throws NoTurn if it takes too long
   */
  readonly turn?: (host: string, signal: AbortSignal | undefined) => Promise<() => Promise<void>>;
  /** Is told now and then how many bytes there are, of how many, if the host says so. */
  readonly progress?: (bytes: number, total: number | null) => void;
  /** Seconds for which a file that is complete is taken as it is, and the host is not asked. */
  readonly freshSeconds?: number;
  /** Seconds without a byte after which a connection is given up. */
  readonly stallSeconds?: number;
}

/** What has to be known of a file that was begun, to go on with it. It stands beside the file. */
interface Begun {
  readonly address: string;
  /** The host's name for this very content, if it has one: an ETag or a date. */
  readonly validator: string | null;
  readonly total: number | null;
  /** When all of it was there, in milliseconds since 1970. */
  readonly completeAt?: number;
}

const MOST_REDIRECTS = 10;
// A connection that breaks is taken up again; each time that brings nothing counts.
const MOST_VAIN = 3;
const MOST_CONNECTIONS = 50;
const STALL_SECONDS = 60;
const AGAIN_MILLISECONDS = 500;

/**
 * Fetches a file over http or https to the disk, in bounded size and memory. A connection that breaks is taken up where it
 * ended, and so is a file that an earlier call has begun, as long as the host says that it is the same (RFC 9110, 14.2).
 * Hosts are checked as `fetchBytes` checks them.
 *
 * @param path the file; what is known of it stands in `path` with `.begun` behind it. If it is complete already, the host
 *   is asked only whether it is still the same
 */
export async function fetchToFile(address: string, path: string, options: FileOptions): Promise<FetchedFile> {
  const there = await lookAt(path, address, options);
  if (there.isFresh) return { ok: true, bytes: there.have };
  let vain = 0;
  for (let connection = 0; connection < MOST_CONNECTIONS; connection++) {
    const before = await sizeOf(path);
    const tried = await tryOnce(address, path, options);
    options.signal?.throwIfAborted();
    if (tried !== "again") return tried;
    vain = (await sizeOf(path)) > before ? 0 : vain + 1;
    if (vain >= MOST_VAIN) break;
    await sleep(AGAIN_MILLISECONDS * 2 ** vain, undefined, { signal: options.signal });
  }
  return no("ended-early", `${shown(address)} ends before the file does`);
}

const no = (reason: FetchProblem, message: string, notBefore?: Date) =>
  ({ ok: false, reason, message, ...(notBefore && { notBefore }) }) as const;

const sizeOf = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

async function readBegun(path: string, address: string): Promise<Begun | null> {
  try {
    const begun: Begun = JSON.parse(await readFile(`${path}.begun`, "utf8"));
    return begun.address === address ? begun : null;
  } catch {
    return null;
  }
}

/** What there is of a file: what is known of it, its bytes that can be gone on with, and whether it need not be asked for. */
async function lookAt(path: string, address: string, options: FileOptions) {
  const begun = await readBegun(path, address);
  const have = begun && (begun.validator !== null || begun.total !== null) ? await sizeOf(path) : 0;
  const age = (Date.now() - (begun?.completeAt ?? 0)) / 1000;
  return { begun, have, isFresh: have > 0 && begun?.total === have && age < (options.freshSeconds ?? 0) };
}

async function tryOnce(address: string, path: string, options: FileOptions): Promise<FetchedFile | "again"> {
  try {
    return await ask(address, path, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof NoTurn)
      return no("asked-to-wait", `${shown(address)} cannot be asked now`, error.notBefore);
    if (code === "ENOSPC" || code === "EDQUOT")
      return no("disk-full", `There is no room on the disk for ${shown(address)}`);
    if (code === "ENOTFOUND" || code === "EAI_AGAIN")
      return no("failed", `${shown(address)} cannot be fetched: ${code}`);
    if (error instanceof Stalled)
      return no("no-answer", `${shown(address)} has sent nothing for ${error.seconds} seconds`);
    if (LOCAL.has(code ?? "")) return no("failed", `The file cannot be written: ${message}`);
    return "again";
  }
}

/** Errors of the disk, which no other connection mends. */
const LOCAL = new Set(["EACCES", "EPERM", "EROFS", "ENOENT", "EISDIR", "ENOTDIR", "EIO"]);

/** Thrown by `turn` if a host may not be asked before a moment. */
export class NoTurn extends Error {
  constructor(readonly notBefore: Date) {
    super("The host may not be asked now.");
  }
}

class Stalled extends Error {
  constructor(readonly seconds: number) {
    super("stalled");
  }
}

async function ask(address: string, path: string, options: FileOptions): Promise<FetchedFile | "again"> {
  let url = address;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const found = await reach(url, options);
    options.signal?.throwIfAborted();
    if (!found.ok) return found;
    const leave = await options.turn?.(found.url.host, options.signal);
    const stop = new AbortController();
    const watch = watchFor(stop, options.stallSeconds ?? STALL_SECONDS);
    try {
      // Whoever had the turn before may have fetched the same file.
      const { begun, have, isFresh } = await lookAt(path, address, options);
      if (isFresh) return { ok: true, bytes: have };
      const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
      const headers: Record<string, string> = {
        "User-Agent": options.userAgent,
        "Accept-Encoding": "identity",
      };
      if (have > 0) headers.Range = `bytes=${have}-`;
      if (have > 0 && begun?.validator) headers["If-Range"] = begun.validator;
      const response = await connect(found, { signal, headers });
      // Whoever waits for its end hears of an error; one that nobody waits for must not end the process.
      response.on("error", () => {});
      try {
        const { location } = response.headers;
        const status = response.statusCode ?? 0;
        if (status >= 300 && status < 400 && location) {
          if (!URL.canParse(location, found.url.href))
            return no("failed", `${shown(url)} redirects to something that is not an address`);
          url = new URL(location, found.url.href).href;
          continue;
        }
        return await take(response, { address, path, begun, have, options, alive: watch.alive });
      } finally {
        response.destroy();
      }
    } catch (error) {
      throw stop.signal.aborted ? new Stalled(options.stallSeconds ?? STALL_SECONDS) : error;
    } finally {
      watch.end();
      await leave?.();
    }
  }
  return no("failed", `${shown(address)} redirects more than ${MOST_REDIRECTS} times`);
}

/** Aborts where nothing is heard for so long. */
function watchFor(stop: AbortController, seconds: number) {
  const timer = setTimeout(() => stop.abort(), seconds * 1000);
  return { alive: () => void timer.refresh(), end: () => clearTimeout(timer) };
}

interface Taking {
  readonly address: string;
  readonly path: string;
  readonly begun: Begun | null;
  readonly have: number;
  readonly options: FileOptions;
  readonly alive: () => void;
}

async function take(response: http.IncomingMessage, taking: Taking): Promise<FetchedFile | "again"> {
  const { address, path, begun, have, options } = taking;
  const status = response.statusCode ?? 0;
  const { headers } = response;
  if (status === 429 || status === 503)
    return no(
      "asked-to-wait",
      `${shown(address)} asks to be left alone for a while (${status})`,
      waitOf(headers["retry-after"]),
    );
  if (status === 404 || status === 410) return no("gone", `${shown(address)} answers with ${status}`);
  if (status === 416) {
    const total = /^bytes \*\/(\d+)$/.exec(headers["content-range"] ?? "")?.[1];
    if (total !== undefined && Number(total) === have) return { ok: true, bytes: have };
    await rm(path, { force: true });
    return "again";
  }
  if (status !== 200 && status !== 206) return no("failed", `${shown(address)} answers with ${status}`);
  if (/^(?:text\/html|application\/xhtml\+xml)\b/i.test(headers["content-type"] ?? ""))
    return no("page", `${shown(address)} is a page`);

  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers["content-range"] ?? "");
  const length = numberOf(headers["content-length"]);
  const from = status === 206 ? Number(range?.[1] ?? Number.NaN) : 0;
  const total = status === 206 ? numberOf(range?.[2]) : length;
  // Another part than the one that was asked for, or a part of another file.
  if (from !== 0 && (from !== have || (begun && begun.total !== null && total !== begun.total))) {
    await rm(path, { force: true });
    return "again";
  }
  const tooLarge = () =>
    no("too-large", `${shown(address)} is larger than ${options.mostBytes / 1_000_000} MB`);
  if ((total ?? 0) > options.mostBytes) {
    await rm(path, { force: true });
    return tooLarge();
  }
  const etag = headers.etag?.startsWith("W/") ? undefined : headers.etag;
  const now: Begun = { address, validator: etag ?? headers["last-modified"] ?? null, total };
  await writeFile(`${path}.begun`, JSON.stringify(now));

  const file = await open(path, from > 0 ? "r+" : "w");
  try {
    const bytes = await write(response, file, { from, total, taking });
    if (bytes === null) {
      await rm(path, { force: true });
      return tooLarge();
    }
    if (total !== null && bytes < total) return "again";
    await writeFile(`${path}.begun`, JSON.stringify({ ...now, total: bytes, completeAt: Date.now() }));
    return { ok: true, bytes };
  } finally {
    await file.close();
  }
}

interface Writing {
  readonly from: number;
  readonly total: number | null;
  readonly taking: Taking;
}

/** @returns how many bytes the file has now; null if that is too many */
async function write(
  response: http.IncomingMessage,
  file: FileHandle,
  { from, total, taking: { options, alive } }: Writing,
): Promise<number | null> {
  let bytes = from;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    alive();
    if (bytes + chunk.length > options.mostBytes) return null;
    for (let done = 0; done < chunk.length; ) {
      const { bytesWritten } = await file.write(chunk, done, chunk.length - done, bytes + done);
      done += bytesWritten;
    }
    bytes += chunk.length;
    options.progress?.(bytes, total);
  }
  return bytes;
}

const numberOf = (text: string | undefined) => (text && /^\d{1,15}$/.test(text) ? Number(text) : null);
