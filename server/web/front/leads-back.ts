import type { IncomingHttpHeaders } from "node:http";

const RETURN = "callbackUrl";
const RETURN_COOKIES = ["next-auth.callback-url", "__Secure-next-auth.callback-url"];

/** Whether the address to return to after signing in is one, in the query and in the cookie that next-auth keeps. */
export function leadsBack(search: string, { cookie = "" }: IncomingHttpHeaders, siteUrl: string): boolean {
  return [...new URLSearchParams(search).getAll(RETURN), ...cookie.split(";").flatMap(returnIn)].every(
    (address) => address === "" || isWebAddress(address, siteUrl),
  );
}

/**
 * Cookies without an address to return to that is none. next-auth fails at each page of whoever has such a cookie, which
 * any site of the same domain can give them.
 */
export function withoutBadReturn(cookie: string, siteUrl: string): string {
  const isGood = (part: string) =>
    returnIn(part).every((address) => address === "" || isWebAddress(address, siteUrl));
  const parts = cookie.split(";");
  return parts.every(isGood) ? cookie : parts.filter(isGood).join(";").trim();
}

/** The address that a cookie of next-auth holds; none of any other cookie. */
function returnIn(part: string): string[] {
  const at = part.indexOf("=");
  return at > 0 && RETURN_COOKIES.includes(part.slice(0, at).trim()) ? [decoded(part.slice(at + 1))] : [];
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
