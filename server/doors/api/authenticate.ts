import type { Database, TokenScope } from "@/server/db";
import { findToken } from "@/server/people/accounts/find-token";
import type { SignedIn } from "@/server/people/accounts/signed-in";
import { type Refusal, refuse } from "./problems";

/** The caller: the person whose token was sent, or null without a token. */
export interface Caller {
  readonly ok: true;
  readonly person: SignedIn | null;
}

const WHY = {
  unknown: "This token does not exist.",
  revoked: "This token was revoked.",
  expired: "This token has expired.",
} as const;

/**
 * Finds the person whose token a call carries and checks the token's scope. Ignores cookies: a page of
 * another site could make a browser send them.
 *
 * @param scope the scope that the token must have; without one a token is optional, but must be valid
 */
export async function authenticate(
  db: Database,
  { authorization, scope }: { authorization: string | null; scope: TokenScope | undefined },
): Promise<Caller | Refusal> {
  if (authorization === null) {
    if (!scope) return { ok: true, person: null };
    return refuse(
      "no-token",
      `Send "Authorization: Bearer" and a token with the scope "${scope}". Create one at /settings#tokens.`,
      { headers: { "WWW-Authenticate": 'Bearer realm="On Record"' } },
    );
  }
  const headers = { "WWW-Authenticate": 'Bearer realm="On Record", error="invalid_token"' };
  const given = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (given === undefined)
    return refuse("bad-token", 'The Authorization header must be "Bearer" and a personal token.', {
      headers,
    });
  const found = await findToken(db, given);
  if (!found.ok)
    return refuse("bad-token", `${WHY[found.reason]} Create another one at /settings#tokens.`, { headers });
  if (scope && !found.scopes.has(scope)) {
    const detail = `This token has the scope ${[...found.scopes].join(", ")}; this call needs "${scope}".`;
    return refuse("out-of-scope", detail, {
      headers: {
        "WWW-Authenticate": `Bearer realm="On Record", error="insufficient_scope", scope="${scope}"`,
      },
    });
  }
  return { ok: true, person: found.person };
}
