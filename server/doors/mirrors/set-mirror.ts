import type { Database } from "@/server/db";
import { reachRemote } from "./reach-remote";
import { openToken, sealToken } from "./seal-token";

interface Setting {
  readonly showId: number;
  readonly url: string;
  readonly branch: string;
  /** Null keeps the stored token. */
  readonly token: string | null;
  readonly trusted: boolean;
  /** The site's secret, from which the token's key is derived. */
  readonly secret: string;
  readonly allowInternal: boolean;
}

/** Whether a mirror was set, or why not. */
export type SetMirror = { readonly ok: true } | { readonly ok: false; readonly message: string };

// Branch names that hosting services and git accept; the database has the same rule.
const BRANCH = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/;
const LONGEST_URL = 500;
const LONGEST_TOKEN = 1000;

/**
 * Sets the remote that a show is mirrored to. The caller has checked that the person may do this. The address
 * is checked now and before each use. The token is stored encrypted and never shown.
 */
export async function setMirror(db: Database, setting: Setting): Promise<SetMirror> {
  const { showId, url, branch, trusted, secret, allowInternal } = setting;
  if (url.length > LONGEST_URL || /\s/.test(url))
    return { ok: false, message: "This is not a valid address." };
  if (!BRANCH.test(branch) || /\.\.|\/\/|\/$|\.lock$|\.$/.test(branch))
    return { ok: false, message: "This is not a valid branch name." };
  const before = await db.mirror.findUnique({ where: { showId } });
  // A token belongs to one address: with another address it would be sent to strangers.
  const kept = before && before.url === url ? openToken(secret, before.token) : null;
  const token = setting.token ?? kept;
  if (!token || token.length > LONGEST_TOKEN || /\s/.test(token))
    return { ok: false, message: "Enter a token that may write to this address." };
  const reached = await reachRemote({ url, token, allowInternal });
  if (!reached.ok) return reached;
  const data = {
    url,
    branch,
    trusted,
    token: sealToken(secret, token),
    problem: null,
    failures: 0,
    nextAt: new Date(),
  };
  await db.mirror.upsert({ where: { showId }, create: { showId, ...data }, update: data });
  return { ok: true };
}
