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
  const { db, siteUrl, endpoints, limits = USUAL_LIMITS } = serving;
  // Any other path got here through an encoded "..", so it matches no endpoint.
  const path = url.pathname.startsWith(BASE) ? url.pathname.slice(BASE.length) : "/..";
  const found = findEndpoint(endpoints, request.method, path);
  if (!found.ok) return found;
  const { endpoint } = found;
  const address = addressOf(request.headers);
  const caller = await authenticate(db, {
    authorization: request.headers.get("authorization"),
    scope: endpoint.scope,
  });
  // A call with a wrong token counts against its address, so that tokens cannot be guessed.
  const person = caller.ok ? caller.person : null;
  const counted = person
    ? { key: `api:person:${person.id}`, limit: limits.person }
    : { key: `api:address:${address}`, limit: limits.address };
  const taken = await takeFrom(db, { ...counted, perSeconds: MINUTE });
  if (!taken.ok) {
    const { retryAfterSeconds: seconds } = taken;
    const detail = `Try again in ${seconds} s. ${person ? "" : "A token raises the limit. "}`.trim();
    return refuse("too-many-requests", detail, { headers: { "Retry-After": String(seconds) } });
  }
  if (!caller.ok) return caller;

  const query = readQuery(endpoint, url.searchParams);
  if (!query.ok) return query;
  const params = (endpoint.params ?? NOTHING).safeParse(found.params);
  if (!params.success) return refuse("not-found", "Nothing exists at this address.");
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
