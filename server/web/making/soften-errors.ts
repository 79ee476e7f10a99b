import type { ServerResponse } from "node:http";

/**
 * Answers 503 with Retry-After instead of 500 while the database cannot be reached: a page that cannot be made because
 * PostgreSQL restarts is no fault of ours, and will be there in a moment.
 */
export function softenErrors(response: ServerResponse, isLost: () => boolean): void {
  const writeHead = response.writeHead.bind(response) as (
    status: number,
    ...rest: unknown[]
  ) => ServerResponse;
  const softened = (status: number, ...rest: unknown[]) => {
    if (status !== 500 || !isLost()) return writeHead(status, ...rest);
    response.setHeader("Retry-After", "5");
    response.setHeader("Cache-Control", "no-store");
    response.statusCode = 503;
    return writeHead(503, ...rest);
  };
  response.writeHead = softened as typeof response.writeHead;
}
