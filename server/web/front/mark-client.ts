import type { IncomingMessage } from "node:http";
// proxy-addr is what Express uses: it walks X-Forwarded-For from its end and knows ranges and IPv6. 15 KB, MIT.
import proxyaddr from "proxy-addr";
import { CAME_BY_PROXY, CLIENT_ADDRESS } from "@/lib/http/client-headers";

/**
 * Makes the function that notes on each request who sent it: the socket's address, or, where that is one of the trusted
 * proxies, the last address in X-Forwarded-For that is none of them. Everything else in that header was written by the
 * client itself.
 *
 * @param trusted addresses, ranges (`10.0.0.0/8`), and the names `loopback`, `linklocal` and `uniquelocal`
 */
export function markClient(
  trusted: readonly string[],
  warn: (sentence: string) => void = console.warn,
): (incoming: IncomingMessage) => void {
  const trust = proxyaddr.compile(trusted);
  let warned = false;
  return (incoming) => {
    const { headers, socket } = incoming;
    const nearest = socket.remoteAddress ?? "";
    const isTrusted = nearest !== "" && trust(nearest, 0);
    headers[CLIENT_ADDRESS] = nearest === "" ? "" : proxyaddr(incoming, trust);
    if (isTrusted || isProxied(incoming)) headers[CAME_BY_PROXY] = "1";
    else delete headers[CAME_BY_PROXY];
    if (!warned && !isTrusted && headers["x-forwarded-for"] !== undefined) {
      warned = true;
      warn(
        `A request came from ${nearest} with X-Forwarded-For, which is not believed. If that is your proxy, name it in TRUSTED_PROXIES: until then all its readers count as one.`,
      );
    }
  };
}

/**
 * Whether a request looks like a proxy's. One in its usual setting speaks HTTP/1.0 or closes each connection, as nginx
 * does; no browser does either.
 */
const isProxied = ({ httpVersionMajor, httpVersionMinor, headers }: IncomingMessage): boolean =>
  (httpVersionMajor === 1 && httpVersionMinor === 0) || /^\s*close\s*$/i.test(headers.connection ?? "");
