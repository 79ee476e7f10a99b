import { z } from "zod";
import type { Database, Reader } from "@/server/db";
import type { SignedIn } from "@/server/people/accounts/signed-in";
import { addressOf } from "@/server/people/limits/address-of";
import { Slots } from "@/server/people/limits/slots";
import { takeFrom } from "@/server/people/limits/take-from";
import type { Made } from "@/server/text/pages/kept";
import { serveMade } from "@/server/text/pages/serve-made";
import { authenticate } from "./authenticate";
import { queryOf, readCursor, writeCursor } from "./cursor";
import type { Endpoint } from "./endpoint";
import { type Found, findEndpoint } from "./find-endpoint";
import { type Fault, PROBLEMS, type Refusal, refuse } from "./problems";
import { readJsonBody } from "./read-json-body";

/** What the API needs to answer a call. */
export interface Serving {
  readonly db: Database;
  readonly endpoints: readonly Endpoint[];
  /** The site's address, without a trailing slash. */
  readonly siteUrl: string;
  /** The key that signs cursors; the same in every process. */
  readonly secret: string;
  /** Calls per minute: per address without a token, per person with one. Tests set them. */
  readonly limits?: { readonly address: number; readonly person: number };
  /** Set where the call was counted already: `takeCall`. */
  readonly counted?: true;
}

/** The path under which the API lives. */
export const BASE = "/api/v1";

// A client that copies everything needs a few calls a second; more would slow down other clients.
const USUAL_LIMITS = { address: 600, person: 1800 };
const MINUTE = 60;

/**
 * Answers any call below /api/v1 with the endpoint's body or a problem (RFC 9457) that says what to do. Pages
 * of other sites may read. Reads carry an ETag and answer 304 when nothing changed.
 */
export async function answer(request: Request, serving: Serving): Promise<Response> {
  if (request.method === "OPTIONS") return preflight();
  const url = new URL(request.url);
  const handled = await handle(request, url, serving).catch((error: unknown) => {
    console.error(`${request.method} ${url.pathname}:`, error);
    return refuse("broken", "The server failed. Nothing was changed. Try again later.");
  });
  if (!handled.ok) return problem(handled, url.pathname, serving.siteUrl);
  if (request.method !== "GET" && request.method !== "HEAD") {
    const { status, body, headers } = handled;
    const all = { ...CORS, ...headers, "Content-Type": JSON_TYPE, "Cache-Control": "no-store" };
    return new Response(JSON.stringify(body), { status, headers: all });
  }
  const served = serveMade(request, madeOf(handled));
  return request.method === "HEAD" && served.status === 200
    ? new Response(null, { headers: served.headers })
    : served;
}

const JSON_TYPE = "application/json; charset=utf-8";

/** A read's answer as it is served and may be kept. */
function madeOf({ body, headers }: Done): Made {
  const named = Object.entries({ ...CORS, ...headers }).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    body: Buffer.from(JSON.stringify(body)),
    headers: { ...Object.fromEntries(named), "content-type": JSON_TYPE, "cache-control": "no-cache" },
  };
}

/** Whether the answer to a read without a token may be kept: who asks makes no difference to it. */
export function isKeptRead({ endpoints }: Pick<Serving, "endpoints">, path: string): boolean {
  if (!path.startsWith(BASE)) return false;
  const found = findEndpoint(endpoints, "GET", path.slice(BASE.length));
  return found.ok && found.endpoint.scope === undefined && !found.endpoint.unkept;
}

/**
 * Answers a read without a token from one snapshot, to be kept. It counts to nobody's limit: `takeCall` does.
 *
 * @returns none where the answer is a problem
 */
export async function makeRead(url: URL, reader: Reader, serving: Serving): Promise<Made | null> {
  const found = findEndpoint(serving.endpoints, "GET", url.pathname.slice(BASE.length));
  if (!found.ok) return null;
  const request = { method: "GET", headers: new Headers(), person: null, address: "", reader };
  const done = await perform(found, url, request, serving);
  return done.ok ? madeOf(done) : null;
}

/** Counts a call without a token to its address, or answers that there were too many. */
export async function takeCall(
  { address, path }: { readonly address: string; readonly path: string },
  { db, siteUrl, limits = USUAL_LIMITS }: Serving,
): Promise<Response | null> {
  const taken = await take(db, { key: `api:address:${address}`, limit: limits.address, person: null });
  return taken.ok ? null : problem(taken, path, siteUrl);
}

/**
 * Pages of other sites may read. Browsers send no token by themselves, so a token always comes from a
 * program.
 */
const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "ETag, Link, Location, Retry-After",
} as const;

function preflight(): Response {
  const headers = {
    ...CORS,
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Authorization, If-None-Match",
    "Access-Control-Max-Age": "86400",
  };
  return new Response(null, { status: 204, headers });
}

interface Done {
  readonly ok: true;
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

async function handle(request: Request, url: URL, serving: Serving): Promise<Done | Refusal> {
  const { db, endpoints, limits = USUAL_LIMITS } = serving;
  // Any other path got here through an encoded "..", so it matches no endpoint.
  const path = url.pathname.startsWith(BASE) ? url.pathname.slice(BASE.length) : "/..";
  const found = findEndpoint(endpoints, request.method, path);
  if (!found.ok) return found;
  const address = addressOf(request.headers);
  const caller = await authenticate(db, {
    authorization: request.headers.get("authorization"),
    scope: found.endpoint.scope,
  });
  // A call with a wrong token counts against its address, so that tokens cannot be guessed.
  const person = caller.ok ? caller.person : null;
  const counted = person
    ? { key: `api:person:${person.id}`, limit: limits.person }
    : { key: `api:address:${address}`, limit: limits.address };
  if (!serving.counted) {
    const taken = await take(db, { ...counted, person });
    if (!taken.ok) return taken;
  }
  if (!caller.ok) return caller;
  return perform(found, url, { ...readable(request), person, address, reader: db }, serving);
}

/** A call that may be answered: who asks it, and what they send along. */
interface Call {
  readonly method: string;
  readonly headers: Headers;
  readonly request?: Request;
  readonly person: SignedIn | null;
  readonly address: string;
  readonly reader: Reader;
}

const readable = (request: Request) => ({ method: request.method, headers: request.headers, request });

/** Counts a call, or refuses it. */
async function take(
  db: Database,
  { key, limit, person }: { key: string; limit: number; person: SignedIn | null },
): Promise<{ readonly ok: true } | Refusal> {
  const taken = await takeFrom(db, { key, limit, perSeconds: MINUTE });
  if (taken.ok) return { ok: true };
  const { retryAfterSeconds: seconds } = taken;
  const detail = `Try again in ${seconds} s. ${person ? "" : "A token raises the limit. "}`.trim();
  return refuse("too-many-requests", detail, { headers: { "Retry-After": String(seconds) } });
}

async function perform(found: Found, url: URL, call: Call, serving: Serving): Promise<Done | Refusal> {
  const { db, siteUrl, endpoints } = serving;
  const { endpoint } = found;
  const { person, address, reader, request } = call;
  const query = readQuery(endpoint, url.searchParams);
  if (!query.ok) return query;
  const params = (endpoint.params ?? NOTHING).safeParse(found.params);
  if (!params.success) return refuse("not-found", "Nothing exists at this address.");
  const body =
    endpoint.body && request ? await readBody(endpoint, request) : { ok: true as const, value: {} };
  if (!body.ok) return body;

  const of = { query: queryOf(url.pathname, query.value), secret: serving.secret };
  const { cursor } = query.value as { cursor?: string };
  const after = cursor === undefined ? undefined : readCursor(of, cursor);
  if (cursor !== undefined && after === undefined)
    return refuse("bad-cursor", "Take `next` of a page with the same filters, or begin without a cursor.");
  const idempotencyKey = call.headers.get("idempotency-key") ?? undefined;
  if (idempotencyKey !== undefined && !/^[\x21-\x7e]{1,100}$/.test(idempotencyKey))
    return refuse("bad-query", "An Idempotency-Key has from 1 to 100 letters, digits and signs.");
  const file =
    endpoint.file && request
      ? {
          body: request.body,
          length: Number(request.headers.get("content-length") ?? 0),
          signal: request.signal,
        }
      : undefined;
  const context = { db, reader, siteUrl, endpoints, person, address, idempotencyKey, file, after };
  const asked = { params: params.data, query: query.value, body: body.value };
  const done = endpoint.body
    ? await inTurn(person?.id ?? address, () => endpoint.handle(context, asked))
    : await endpoint.handle(context, asked);
  if (!done.ok) return done;
  const headers: Record<string, string> = done.location === undefined ? {} : { Location: done.location };
  const status = endpoint.status ?? 200;
  if (!("cursor" in (endpoint.query?.shape ?? {}))) return { ok: true, status, body: done.body, headers };
  const next = done.next === undefined ? null : writeCursor(of, done.next);
  if (next === null) return { ok: true, status, body: { ...done.body, next }, headers };
  const further = new URL(url.pathname + url.search, siteUrl);
  further.searchParams.set("cursor", next);
  return {
    ok: true,
    status,
    body: { ...done.body, next },
    headers: { ...headers, Link: `<${further.href}>; rel="next"` },
  };
}

/** Writes that run at once. Many small ones of one sender would otherwise all be worked on before anybody is answered. */
const writes = new Slots({
  ...{ most: 4, mostOfOne: 1, mostWaiting: 400, mostWaitingOfOne: 100, patienceSeconds: 30 },
});

/** Does one write of a sender after the other. */
async function inTurn<Result>(sender: string, write: () => Promise<Result>): Promise<Result | Refusal> {
  const release = await writes.take(new AbortController().signal, sender);
  if (!release)
    return refuse("too-many-requests", "Too many of your calls wait. Send fewer at once.", {
      headers: { "Retry-After": "10" },
    });
  try {
    return await write();
  } finally {
    release();
  }
}

const NOTHING = z.strictObject({});

function readQuery(endpoint: Endpoint, given: URLSearchParams) {
  const names = [...given.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return refuse("bad-query", `${twice} is given more than once.`);
  const held = [...given].find(([, value]) => value.includes("\0"));
  if (held) return refuse("bad-query", `${held[0]} contains a NUL character.`);
  const parsed = (endpoint.query ?? NOTHING).safeParse(Object.fromEntries(given));
  if (parsed.success) return { ok: true as const, value: parsed.data as Record<string, unknown> };
  const errors = faultsOf(parsed.error).map(({ path, detail }): Fault => {
    return { detail, ...(path[0] === undefined ? {} : { parameter: String(path[0]) }) };
  });
  return refuse("bad-query", told(errors), { more: { errors } });
}

async function readBody(endpoint: Endpoint, request: Request) {
  const read = await readJsonBody(request);
  if (!read.ok) return read;
  const parsed = (endpoint.body ?? NOTHING).safeParse(read.value);
  if (parsed.success) return { ok: true as const, value: parsed.data };
  const errors = faultsOf(parsed.error).map(({ path, detail }): Fault => {
    const pointer = path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`);
    return { detail, pointer: `#${pointer.map(encodeURI).join("")}` };
  });
  return refuse("invalid", told(errors), { more: { errors } });
}

/** Lists zod's issues, one for each unknown field, under that field's path. */
function faultsOf(error: z.ZodError): { path: PropertyKey[]; detail: string }[] {
  return error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: [...issue.path, key], detail: "Unknown field." }))
      : [{ path: issue.path, detail: issue.message }],
  );
}

const told = (errors: readonly Fault[]) =>
  errors
    .map(({ detail, pointer, parameter }) => `${parameter ?? pointer ?? ""}: ${detail}`)
    .join(" ")
    .slice(0, 500);

function problem({ kind, detail, more, headers }: Refusal, instance: string, siteUrl: string): Response {
  const { status, title } = PROBLEMS[kind];
  const body = { type: `${siteUrl}/docs/api#${kind}`, title, status, detail, instance, ...more };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...CORS,
      ...headers,
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
    },
  });
}
