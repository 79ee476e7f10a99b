/** All problems of the API: the last part of a problem's type, its status and its title. */
export const PROBLEMS = {
  "bad-query": { status: 400, title: "The query is invalid" },
  "bad-cursor": { status: 400, title: "The cursor does not belong to this query" },
  "bad-json": { status: 400, title: "The body is not JSON" },
  "no-token": { status: 401, title: "A personal token is needed" },
  "bad-token": { status: 401, title: "The token is invalid" },
  "out-of-scope": { status: 403, title: "The token lacks the scope" },
  forbidden: { status: 403, title: "You may not do this" },
  "not-found": { status: 404, title: "Not found" },
  "no-such-address": { status: 404, title: "Unknown address" },
  "wrong-method": { status: 405, title: "Method not allowed" },
  conflict: { status: 409, title: "Conflict with a change made meanwhile" },
  "too-large": { status: 413, title: "The body is too large" },
  "not-json": { status: 415, title: "The body must be application/json" },
  invalid: { status: 422, title: "The body is invalid" },
  broken: { status: 500, title: "Server error" },
  "too-many-requests": { status: 429, title: "Too many requests" },
} as const;

export type ProblemKind = keyof typeof PROBLEMS;

export interface Refusal {
  readonly ok: false;
  readonly kind: ProblemKind;
  /** What is wrong with this call, and what to do about it. */
  readonly detail: string;
  /** Extension members of the problem (RFC 9457). */
  readonly more?: Readonly<Record<string, unknown>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export function refuse(
  kind: ProblemKind,
  detail: string,
  { more, headers }: Pick<Refusal, "more" | "headers"> = {},
): Refusal {
  return { ok: false, kind, detail, more, headers };
}

/** One error in what was sent, and its place. */
export interface Fault {
  readonly detail: string;
  /** A JSON Pointer into the body, as a URI fragment (RFC 6901). */
  readonly pointer?: string;
  /** The name of a query parameter. */
  readonly parameter?: string;
}
