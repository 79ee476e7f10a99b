import type { ServerResponse } from "node:http";
import type { ActionCall } from "@/lib/http/action-call";

/**
 * Answers 400 instead of 500 where a call of a server action could not be read, so that no action began: React and Next
 * throw at a form that is none of theirs, and call that a failure of the server.
 *
 * @param isLost whether the database cannot be reached, which is nobody's fault
 */
export function blameSender(response: ServerResponse, call: ActionCall, isLost: () => boolean): void {
  const writeHead = response.writeHead.bind(response) as (
    status: number,
    ...rest: unknown[]
  ) => ServerResponse;
  const blamed = (status: number, ...rest: unknown[]) =>
    writeHead(status === 500 && !call.begun && !isLost() ? 400 : status, ...rest);
  response.writeHead = blamed as typeof response.writeHead;
}
