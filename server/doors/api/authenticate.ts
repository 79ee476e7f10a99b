import type { Database, TokenScope } from "@/server/db";
import type { SignedIn } from "@/server/people/accounts/auth-options";
import { findToken } from "@/server/people/accounts/find-token";
import { type Refusal, refuse } from "./problems";

/** Who calls: nobody known, or the person whose token came along. */
export interface Caller {
  readonly ok: true;
  readonly person: SignedIn | null;
}

const WHY = {
  unknown: "There is no such token.",
  revoked: "This token was revoked.",
  expired: "This token has run out.",
} as const;

/**
 * Finds out whose token a call carries, and whether it is for this. Cookies do not count: a page of another site
 * could make a browser send them.
 *
 * @param scope what the token must be for; without one a token is welcome, and has to be one
 */
export async function authenticate(
  db: Database,
  { authorization, scope }: { authorization: string | null; scope: TokenScope | undefined },
): Promise<Caller | Refusal> {
  if (authorization === null) {
    if (!scope) return { ok: true, person: null };
    return refuse(
      "no-token",
      `Send Authorization: Bearer and a token for "${scope}", made at /settings#tokens.`,
      { headers: { "WWW-Authenticate": 'Bearer realm="On Record"' } },
    );
  }
  const headers = { "WWW-Authenticate": 'Bearer realm="On Record", error="invalid_token"' };
  const given = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (given === undefined)
    return refuse("bad-token", "Authorization has to be Bearer and a personal token.", { headers });
  const found = await findToken(db, given);
  if (!found.ok)
    return refuse("bad-token", `${WHY[found.reason]} Make another one at /settings#tokens.`, { headers });
  if (scope && !found.scopes.has(scope)) {
    const detail = `This token is for ${[...found.scopes].join(", ")}; this needs one for "${scope}".`;
    return refuse("out-of-scope", detail, {
      headers: {
        "WWW-Authenticate": `Bearer realm="On Record", error="insufficient_scope", scope="${scope}"`,
      },
    });
  }
  return { ok: true, person: found.person };
}
