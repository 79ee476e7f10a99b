import { lookup } from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { withoutPassword } from "@/lib/without-password";
import { isInternal } from "./is-internal";

/** How hosts are resolved, and which addresses are refused. */
export interface Reach {
  /**
   * Whether internal addresses are allowed: for tests, and for sites whose hosts are on their own network.
   */
  readonly allowInternal?: boolean | undefined;
  /** Tells which addresses are internal; tests replace it. */
  readonly isInternal?: (address: string) => boolean;
  /** Resolves a host's addresses; tests replace it. */
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
 * Resolves the host of an address that someone else chose, once, and refuses it if any of its IP addresses is
 * internal. Connect to the returned address, so that the connection goes to what was checked.
 */
export async function reach(address: string, options: Reach): Promise<Reached> {
  const no = (reason: "bad-address" | "internal" | "failed", message: string) =>
    ({ ok: false, reason, message }) as const;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    return no(
      "bad-address",
      `${shown(address)} is not a web address: it must begin with https:// or http://`,
    );
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const found = isIP(host) ? [host] : await (options.resolve ?? addressesOf)(host);
  const [first] = found;
  if (first === undefined)
    return no("failed", `${shown(address)} cannot be fetched: there is no host ${host}`);
  const refused = options.allowInternal ? undefined : found.find(options.isInternal ?? isInternal);
  if (refused !== undefined)
    return no("internal", `${shown(address)} is an internal address (${refused}), which is not allowed`);
  return { ok: true, url, address: first };
}

interface Call {
  readonly signal: AbortSignal;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent by POST. */
  readonly body?: Buffer;
}

/**
 * Sends a request to the checked IP address, and to no other that the host's name may point to a moment
 * later.
 */
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
        // A new connection for each request: a kept one could lead to an earlier address of the host.
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

/** An address without its password, to show in messages. */
export function shown(address: string): string {
  return withoutPassword(address).slice(0, 300);
}

async function addressesOf(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}
