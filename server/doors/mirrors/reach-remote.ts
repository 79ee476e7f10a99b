import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { isInternal } from "@/server/net/is-internal";

/** How git is told to reach a remote, or why it may not. */
export type Reached =
  | { readonly ok: true; readonly settings: Record<string, string> }
  | { readonly ok: false; readonly message: string };

interface Remote {
  readonly url: string;
  readonly token: string;
  /** Lets internal addresses be reached, as on one's own network. */
  readonly allowInternal: boolean;
}

/**
 * Looks a remote's host up once, refuses it where any of its addresses is internal, and binds git to the addresses that
 * were checked, without redirects: a name cannot mean another machine a moment later. The token goes into a header that
 * no process list and no configuration file shows.
 */
export async function reachRemote({ url, token, allowInternal }: Remote): Promise<Reached> {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || (parsed.protocol !== "https:" && !(allowInternal && parsed.protocol === "http:")))
    return { ok: false, message: "The address has to begin with https://." };
  if (parsed.username || parsed.password)
    return { ok: false, message: "Leave name and password out of the address; the token is given apart." };
  const host = parsed.hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(host)
    ? [host]
    : await lookup(host, { all: true }).then(
        (found) => found.map(({ address }) => address),
        () => [],
      );
  if (addresses.length === 0) return { ok: false, message: `There is no machine named ${host}.` };
  if (!allowInternal && addresses.some(isInternal))
    return { ok: false, message: `${host} is an internal address, which this site does not speak to.` };
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
      // Hosting services take a token as the password of any name.
      [`http.${parsed.origin}/.extraHeader`]: `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`,
    },
  };
}

/** Settings as variables, which others on this machine cannot read as they can a command line. */
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
