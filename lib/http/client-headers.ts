// Headers that the server itself sets on each request, before anything reads it: server/web/front/mark-client.ts. A client's
// own headers of these names are thrown away.

/** The IP address of whoever sent the request, as far as the configured proxies can be believed. */
export const CLIENT_ADDRESS = "x-onrecord-client";

/** "1" where the request came through a proxy, configured or not, as far as can be told. */
export const CAME_BY_PROXY = "x-onrecord-proxied";
