import { readdirSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import type { RefusedRequest } from "./send-refusal";

interface Asked {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/**
 * What is wrong with a request before anybody looks at what it asks for. Next and next-auth answer each of these as a
 * failure of their own (500).
 */
export function refusalOf(
  { method = "GET", url = "", headers }: Asked,
  siteUrl: string,
): RefusedRequest | null {
  const cut = url.indexOf("?");
  const path = cut < 0 ? url : url.slice(0, cut);
  const search = cut < 0 ? "" : url.slice(cut);
  if (!isAddress(path)) return { status: 400, reason: "badAddress" };
  if (method === "GET" || method === "HEAD")
    return path.startsWith(SIGN_IN) && !leadsBack(search, headers, siteUrl) ? BAD_RETURN : null;
  if (isFile(path)) return { status: 405, reason: "wrongMethod", headers: { Allow: "GET, HEAD" } };
  if (path.startsWith(SIGN_IN) && !leadsBack(search, headers, siteUrl)) return BAD_RETURN;
  if (method !== "POST" || isProgram(path)) return null;
  if (isForm(headers) && !ASKS_ITSELF.test(path) && isFromElsewhere(headers))
    return { status: 403, reason: "elsewhere" };
  return boundaryOf(headers) !== "" ? null : { status: 400, reason: "badForm" };
}

const BAD_RETURN: RefusedRequest = { status: 400, reason: "badReturn" };

function isAddress(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** These have answers of their own: the API, git, sign-in. */
const isProgram = (path: string) => /^\/(?:api|transcripts\.git)(?:\/|$)/.test(path);

/** Routes of ours that scripts call, which know the site by all its names. */
const ASKS_ITSELF = /^\/(?:review\/(?:decide$|items\/)|surveys\/propose\/check$)/;

const PUBLIC = join(import.meta.dirname, "../../public");
const FILES = new Set(
  readdirSync(PUBLIC, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(PUBLIC.length)),
);

const isFile = (path: string) => FILES.has(path) || path.startsWith("/_next/static/");

/** Whether a form or a script sends it to a page: to a server action. */
const isForm = (headers: IncomingHttpHeaders) =>
  headers["next-action"] !== undefined ||
  /^(?:multipart\/form-data|application\/x-www-form-urlencoded|text\/plain)\b/i.test(
    headers["content-type"] ?? "",
  );

/** By the rule that Next has for server actions: the page's host is the one that was asked. */
function isFromElsewhere({ origin, host, "x-forwarded-host": forwarded }: IncomingHttpHeaders): boolean {
  if (origin === undefined) return false;
  const [first] = String(forwarded ?? host ?? "").split(",");
  try {
    return new URL(origin).host !== first?.trim();
  } catch {
    return true;
  }
}

/**
 * The line that separates the parts of a form, of at most 70 characters (RFC 7578); empty where a form names none, and
 * null of what is no such form.
 */
export function boundaryOf({ "content-type": type = "" }: IncomingHttpHeaders): string | null {
  if (!/^multipart\//i.test(type)) return null;
  const [, quoted, plain] =
    /^multipart\/form-data;(?:[^;]*;)? *boundary=(?:"([^"]{1,70})"|([^\s";]{1,70}))/i.exec(type) ?? [];
  return quoted ?? plain ?? "";
}

const SIGN_IN = "/api/auth/";
const RETURN = "callbackUrl";
const RETURN_COOKIES = ["next-auth.callback-url", "__Secure-next-auth.callback-url"];

/** Whether the address to return to after signing in is one, in the query and in the cookie that next-auth keeps. */
function leadsBack(search: string, { cookie = "" }: IncomingHttpHeaders, siteUrl: string): boolean {
  const named = new URLSearchParams(search).getAll(RETURN);
  for (const part of cookie.split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && RETURN_COOKIES.includes(part.slice(0, at).trim())) named.push(decoded(part.slice(at + 1)));
  }
  return named.every((address) => address === "" || isWebAddress(address, siteUrl));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.trim());
  } catch {
    return text;
  }
}

function isWebAddress(address: string, siteUrl: string): boolean {
  try {
    const { protocol } = address.startsWith("/") ? new URL(address, siteUrl) : new URL(address);
    return protocol === "http:" || protocol === "https:";
  } catch {
    return false;
  }
}
