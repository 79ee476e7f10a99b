import { lookup } from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { withoutPassword } from "@/lib/without-password";
import { isInternal } from "./is-internal";

/** How hosts are found, and which are refused. */
export interface Reach {
  /** Lets internal addresses be asked: for tests, and for those whose hosts are on their own network. */
  readonly allowInternal?: boolean | undefined;
  /** Which addresses are internal; for tests. */
  readonly isInternal?: (address: string) => boolean;
  /** Finds the addresses of a host; for tests. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

/** The one address of a host to connect to, or why there is none. */
export type Reached =
  | { readonly ok: true; readonly url: URL; readonly address: string }
  | {
      readonly ok: false;
      readonly reason: "bad-address" | "internal" | "failed";
      readonly message: string;
    };

/**
 * Resolves the host of an address that somebody else chose, once, and refuses it where any of what it means is
 * internal. Whoever connects to the address that comes out connects to what was checked.
 */
export async function reach(address: string, options: Reach): Promise<Reached> {
  const no = (reason: "bad-address" | "internal" | "failed", message: string) =>
    ({ ok: false, reason, message }) as const;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    return no(
      "bad-address",
      `${shown(address)} is no address of the web: it begins with https:// or http://`,
    );
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const found = isIP(host) ? [host] : await (options.resolve ?? addressesOf)(host);
  const [first] = found;
  if (first === undefined)
    return no("failed", `${shown(address)} cannot be fetched: there is no host ${host}`);
  const refused = options.allowInternal ? undefined : found.find(options.isInternal ?? isInternal);
  if (refused !== undefined)
    return no("internal", `${shown(address)} is an internal address (${refused}), which is not asked`);
  return { ok: true, url, address: first };
}

interface Call {
  readonly signal: AbortSignal;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as POST. */
  readonly body?: Buffer;
}

/** Asks a host by the address that was checked, and by no other that its name may mean a moment later. */
export function connect(
  { url, address }: { readonly url: URL; readonly address: string },
  { signal, headers, body }: Call,
): Promise<http.IncomingMessage> {
  const family = isIP(address);
  return new Promise((done, fail) => {
    const { request } = url.protocol === "https:" ? https : http;
    request(
      url,
      {
        signal,
        method: body ? "POST" : "GET",
        // A connection of its own: one that is kept could lead to where the name led before.
        agent: false,
        lookup: (_host, options, found) =>
          options.all ? found(null, [{ address, family }]) : found(null, address, family),
        headers: {
          "User-Agent": "OnRecord (podcast transcripts)",
          ...headers,
          ...(body ? { "Content-Length": String(body.length) } : {}),
        },
      },
      done,
    )
      .on("error", fail)
      .end(body);
  });
}

/** An address without the password it may carry. */
export function shown(address: string): string {
  return withoutPassword(address).slice(0, 300);
}

async function addressesOf(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}
