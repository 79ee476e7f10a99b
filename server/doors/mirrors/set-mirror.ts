import type { Database } from "@/server/db";
import { reachRemote } from "./reach-remote";
import { openToken, sealToken } from "./seal-token";

interface Setting {
  readonly showId: number;
  readonly url: string;
  readonly branch: string;
  /** None: the one that is kept stays. */
  readonly token: string | null;
  readonly trusted: boolean;
  /** The site's own secret, which the token is encrypted with. */
  readonly secret: string;
  readonly allowInternal: boolean;
}

/** Whether a mirror was set, or why not. */
export type SetMirror = { readonly ok: true } | { readonly ok: false; readonly message: string };

// What hosting services and git take for a branch, and no more; the database holds the same.
const BRANCH = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/;
const LONGEST_URL = 500;
const LONGEST_TOKEN = 1000;

/**
 * Sets the remote that a show is mirrored to; the caller has asked whether this person may. The address is looked at
 * now, and again each time it is used. The token is kept encrypted and never shown.
 */
export async function setMirror(db: Database, setting: Setting): Promise<SetMirror> {
  const { showId, url, branch, trusted, secret, allowInternal } = setting;
  if (url.length > LONGEST_URL || /\s/.test(url)) return { ok: false, message: "This is no address." };
  if (!BRANCH.test(branch) || /\.\.|\/\/|\/$|\.lock$|\.$/.test(branch))
    return { ok: false, message: "This is no name of a branch." };
  const before = await db.mirror.findUnique({ where: { showId } });
  // A token is for one address: with another it would be handed to strangers.
  const kept = before && before.url === url ? openToken(secret, before.token) : null;
  const token = setting.token ?? kept;
  if (!token || token.length > LONGEST_TOKEN || /\s/.test(token))
    return { ok: false, message: "A token that may write there is needed too." };
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
