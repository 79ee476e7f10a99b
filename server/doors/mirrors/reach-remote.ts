import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { isInternal } from "@/server/net/is-internal";

/** The git settings that reach a remote, or why it must not be reached. */
export type Reached =
  | { readonly ok: true; readonly settings: Record<string, string> }
  | { readonly ok: false; readonly message: string };

interface Remote {
  readonly url: string;
  /** Null for a repository that everybody may read. */
  readonly token: string | null;
  /** Whether internal addresses are allowed, as in one's own network. */
  readonly allowInternal: boolean;
}

/**
 * Resolves a remote's host once, refuses it if any of its addresses is internal, and makes git use exactly
 * the checked addresses, without redirects: the name cannot point to another machine a moment later. The
 * token goes into a header, where neither the process list nor a configuration file shows it.
 */
export async function reachRemote({ url, token, allowInternal }: Remote): Promise<Reached> {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || (parsed.protocol !== "https:" && !(allowInternal && parsed.protocol === "http:")))
    return { ok: false, message: "The address must begin with https://." };
  if (parsed.username || parsed.password)
    return {
      ok: false,
      message: "The address must not contain a name or password. Enter the token separately.",
    };
  const host = parsed.hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(host)
    ? [host]
    : await lookup(host, { all: true }).then(
        (found) => found.map(({ address }) => address),
        () => [],
      );
  if (addresses.length === 0) return { ok: false, message: `There is no host named ${host}.` };
  if (!allowInternal && addresses.some(isInternal))
    return { ok: false, message: `${host} is an internal address, which this site does not connect to.` };
  const port = parsed.port || (parsed.protocol === "https:" ? "443" : "80");
  const bound = addresses.map((address) => (address.includes(":") ? `[${address}]` : address)).join(",");
  return {
    ok: true,
    settings: {
      "http.followRedirects": "false",
      "http.curloptResolve": `${host}:${port}:${bound}`,
      "http.lowSpeedLimit": "1000",
      "http.lowSpeedTime": "30",
      "credential.helper": "",
      // Hosting services accept a token as the password of any user name.
      ...(token !== null && {
        [`http.${parsed.origin}/.extraHeader`]: `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`,
      }),
    },
  };
}

/**
 * Passes settings as environment variables: other users of this machine can read a command line, but not
 * these.
 */
export function settingsEnvironment(settings: Record<string, string>): Record<string, string> {
  const entries = Object.entries(settings);
  return Object.fromEntries([
    ["GIT_CONFIG_COUNT", String(entries.length)],
    ["GIT_ALLOW_PROTOCOL", "https:http"],
    ...entries.flatMap(([key, value], i) => [
      [`GIT_CONFIG_KEY_${i}`, key],
      [`GIT_CONFIG_VALUE_${i}`, value],
    ]),
  ]);
}
