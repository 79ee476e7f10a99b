import type { IncomingMessage } from "node:http";

/**
 * Whether what a request asks for may be kept. What a navigation inside the site asks for is a part of a page, in
 * React's own words. A call with a token is its owner's.
 */
export const isKeepable = ({ method, headers }: Pick<IncomingMessage, "method" | "headers">): boolean =>
  (method === "GET" || method === "HEAD") &&
  headers.rsc === undefined &&
  headers["next-router-prefetch"] === undefined &&
  headers.authorization === undefined;
