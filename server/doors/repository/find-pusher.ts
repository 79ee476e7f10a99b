import type { Database } from "@/server/db";
import { findToken } from "@/server/people/accounts/find-token";
import type { SignedIn } from "@/server/people/accounts/signed-in";

/** The person who pushes, or a refusal whose text git shows to them. */
export type FoundPusher =
  | { readonly ok: true; readonly person: SignedIn }
  | { readonly ok: false; readonly response: Response };

const REASONS = {
  unknown: "This token does not exist on this site.",
  revoked: "This token was revoked.",
  expired: "This token has expired.",
};

/**
 * Finds who pushes by their personal token. It is sent as the password of HTTP basic authentication, with any
 * user name.
 */
export async function findPusher(db: Database, request: Request, siteUrl: string): Promise<FoundPusher> {
  const how = `Create one at ${siteUrl}/settings and use it as the password, with any user name.`;
  const given = passwordOf(request.headers.get("Authorization"));
  if (given === null) return refusal(401, `To push, you need a personal token. ${how}`);
  const found = await findToken(db, given);
  if (!found.ok) return refusal(401, `${REASONS[found.reason]} ${how}`);
  if (!found.scopes.has("contribute"))
    return refusal(403, `This token does not have the scope for contributing. ${how}`);
  return { ok: true, person: found.person };
}

function passwordOf(authorization: string | null): string | null {
  const [scheme, encoded = ""] = authorization?.split(/\s+/) ?? [];
  if (scheme?.toLowerCase() !== "basic") return null;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  return text.slice(text.indexOf(":") + 1);
}

function refusal(status: number, text: string): FoundPusher {
  const headers = {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    ...(status === 401 ? { "WWW-Authenticate": 'Basic realm="On Record"' } : {}),
  };
  return { ok: false, response: new Response(`${text}\n`, { status, headers }) };
}
