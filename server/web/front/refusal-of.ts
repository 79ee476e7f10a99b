import { readdirSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { leadsBack } from "./leads-back";
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
  if (callsAction({ method, url, headers }) && isFromElsewhere(headers))
    return { status: 403, reason: "elsewhere" };
  return boundaryOf(headers) !== "" ? null : { status: 400, reason: "badForm" };
}

/** Whether a request is for a server action, as a form or a script sends it to a page. */
export function callsAction({ method, url = "", headers }: Asked): boolean {
  const [path = ""] = url.split("?");
  return method === "POST" && isForm(headers) && !isProgram(path) && !ASKS_ITSELF.test(path);
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

const PUBLIC = join(import.meta.dirname, "../../../public");
const FILES = new Set(
  readdirSync(PUBLIC, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(PUBLIC.length)),
);

/** Whether a path is that of a file that is served as it is. */
export const isFile = (path: string): boolean => FILES.has(path) || path.startsWith("/_next/static/");

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

/** next-auth answers here. */
const SIGN_IN = "/api/auth/";
