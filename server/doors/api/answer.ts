import { z } from "zod";
import type { Database, Reader } from "@/server/db";
import type { SignedIn } from "@/server/people/accounts/auth-options";
import { addressOf } from "@/server/people/limits/address-of";
import { takeFrom } from "@/server/people/limits/take-from";
import type { Made } from "@/server/text/pages/kept";
import { serveMade } from "@/server/text/pages/serve-made";
import { authenticate } from "./authenticate";
import { queryOf, readCursor, writeCursor } from "./cursor";
import type { Endpoint } from "./endpoint";
import { type Fault, PROBLEMS, type Refusal, refuse } from "./problems";
import { readJsonBody } from "./read-body";
import { type Found, findEndpoint } from "./route";

/** What the API is answered from. */
export interface Serving {
  readonly db: Database;
  readonly endpoints: readonly Endpoint[];
  /** Where the site is reached, without a slash at its end. */
  readonly siteUrl: string;
  /** Signs the cursors; the same in every process. */
  readonly secret: string;
  /** Calls in a minute, of one address without a token and of one person with one; for tests. */
  readonly limits?: { readonly address: number; readonly person: number };
  /** Set where the call was counted already: `takeCall`. */
  readonly counted?: true;
}

/** Where the API's addresses begin. */
export const BASE = "/api/v1";

// A client that copies everything asks some times a second; whoever asks more often takes from others.
const USUAL_LIMITS = { address: 600, person: 1800 };
const MINUTE = 60;

/**
 * Answers any call below /api/v1: the endpoint's body, or a problem (RFC 9457) that says what to do. Reads may be
 * asked for by pages of other sites, carry an ETag, and are not sent again where nothing has changed.
 */
export async function answer(request: Request, serving: Serving): Promise<Response> {
  if (request.method === "OPTIONS") return preflight();
  const url = new URL(request.url);
  const handled = await handle(request, url, serving).catch((error: unknown) => {
    console.error(`${request.method} ${url.pathname}:`, error);
    return refuse("broken", "This is no fault of yours; nothing was changed. Try again later.");
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

/** Reads are for pages of other sites too; a token is sent by a program that has it, never by a browser by itself. */
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
  // Another address leads here only where it says ".." in other words.
  const path = url.pathname.startsWith(BASE) ? url.pathname.slice(BASE.length) : "/..";
  const found = findEndpoint(endpoints, request.method, path);
  if (!found.ok) return found;
  const address = addressOf(request.headers);
  const caller = await authenticate(db, {
    authorization: request.headers.get("authorization"),
    scope: found.endpoint.scope,
  });
  // A call with a wrong token counts for its address, so that nobody tries many.
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
  const detail = `Ask again in ${seconds} s. ${person ? "" : "With a token there is more room. "}`.trim();
  return refuse("too-many-requests", detail, { headers: { "Retry-After": String(seconds) } });
}

async function perform(found: Found, url: URL, call: Call, serving: Serving): Promise<Done | Refusal> {
  const { db, siteUrl, endpoints } = serving;
  const { endpoint } = found;
  const { person, address, reader, request } = call;
  const query = readQuery(endpoint, url.searchParams);
  if (!query.ok) return query;
  const params = (endpoint.params ?? NOTHING).safeParse(found.params);
  if (!params.success) return refuse("not-found", "Nothing has such an address.");
  const body =
    endpoint.body && request ? await readBody(endpoint, request) : { ok: true as const, value: {} };
  if (!body.ok) return body;

  const of = { query: queryOf(url.pathname, query.value), secret: serving.secret };
  const { cursor } = query.value as { cursor?: string };
  const after = cursor === undefined ? undefined : readCursor(of, cursor);
  if (cursor !== undefined && after === undefined)
    return refuse("bad-cursor", "Take `next` of a page with the same filters, or begin without a cursor.");
  const once = call.headers.get("idempotency-key") ?? undefined;
  if (once !== undefined && !/^[\x21-\x7e]{1,100}$/.test(once))
    return refuse("bad-query", "An Idempotency-Key has from 1 to 100 letters, digits and signs.");
  const context = { db, reader, siteUrl, endpoints, person, address, once, after };
  const done = await endpoint.handle(context, {
    params: params.data,
    query: query.value,
    body: body.value,
  });
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

const NOTHING = z.strictObject({});

function readQuery(endpoint: Endpoint, given: URLSearchParams) {
  const names = [...given.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return refuse("bad-query", `${twice} is given twice: once is enough.`);
  const held = [...given].find(([, value]) => value.includes("\0"));
  if (held) return refuse("bad-query", `${held[0]} holds a NUL, which no text here does.`);
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

/** What zod found, with each unknown field at its own place. */
function faultsOf(error: z.ZodError): { path: PropertyKey[]; detail: string }[] {
  return error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: [...issue.path, key], detail: "There is no such field." }))
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
