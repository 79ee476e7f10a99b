import { createHash } from "node:crypto";
import { z } from "zod";
import { isKnown } from "@/lib/http/is-known";
import type { Database } from "@/server/db";
import { addressOf } from "@/server/people/limits/address-of";
import { takeFrom } from "@/server/people/limits/take-from";
import { authenticate } from "./authenticate";
import { queryOf, readCursor, writeCursor } from "./cursor";
import type { Endpoint } from "./endpoint";
import { findEndpoint } from "./find-endpoint";
import { type Fault, PROBLEMS, type Refusal, refuse } from "./problems";
import { readJsonBody } from "./read-json-body";

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
  const { status, body, headers } = handled;
  const text = JSON.stringify(body);
  const all = { ...CORS, ...headers, "Content-Type": "application/json; charset=utf-8" };
  if (request.method !== "GET" && request.method !== "HEAD")
    return new Response(text, { status, headers: { ...all, "Cache-Control": "no-store" } });
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
  const kept = { ...all, ETag: etag, "Cache-Control": "no-cache" };
  if (isKnown(request.headers, { etag })) return new Response(null, { status: 304, headers: kept });
  return new Response(request.method === "HEAD" ? null : text, { status, headers: kept });
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
  const { db, siteUrl, endpoints, limits = USUAL_LIMITS } = serving;
  // Another address leads here only where it says ".." in other words.
  const path = url.pathname.startsWith(BASE) ? url.pathname.slice(BASE.length) : "/..";
  const found = findEndpoint(endpoints, request.method, path);
  if (!found.ok) return found;
  const { endpoint } = found;
  const address = addressOf(request.headers);
  const caller = await authenticate(db, {
    authorization: request.headers.get("authorization"),
    scope: endpoint.scope,
  });
  // A call with a wrong token counts for its address, so that nobody tries many.
  const person = caller.ok ? caller.person : null;
  const counted = person
    ? { key: `api:person:${person.id}`, limit: limits.person }
    : { key: `api:address:${address}`, limit: limits.address };
  const taken = await takeFrom(db, { ...counted, perSeconds: MINUTE });
  if (!taken.ok) {
    const { retryAfterSeconds: seconds } = taken;
    const detail = `Ask again in ${seconds} s. ${person ? "" : "With a token there is more room. "}`.trim();
    return refuse("too-many-requests", detail, { headers: { "Retry-After": String(seconds) } });
  }
  if (!caller.ok) return caller;

  const query = readQuery(endpoint, url.searchParams);
  if (!query.ok) return query;
  const params = (endpoint.params ?? NOTHING).safeParse(found.params);
  if (!params.success) return refuse("not-found", "Nothing has such an address.");
  const body = endpoint.body ? await readBody(endpoint, request) : { ok: true as const, value: {} };
  if (!body.ok) return body;

  const of = { query: queryOf(url.pathname, query.value), secret: serving.secret };
  const { cursor } = query.value as { cursor?: string };
  const after = cursor === undefined ? undefined : readCursor(of, cursor);
  if (cursor !== undefined && after === undefined)
    return refuse("bad-cursor", "Take `next` of a page with the same filters, or begin without a cursor.");
  const idempotencyKey = request.headers.get("idempotency-key") ?? undefined;
  if (idempotencyKey !== undefined && !/^[\x21-\x7e]{1,100}$/.test(idempotencyKey))
    return refuse("bad-query", "An Idempotency-Key has from 1 to 100 letters, digits and signs.");
  const context = { db, siteUrl, endpoints, person, address, idempotencyKey, after };
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
