/** What can go wrong with a call, by the name that its problem's address ends in: the status and a title. */
export const PROBLEMS = {
  "bad-query": { status: 400, title: "The address is not as it should be" },
  "bad-cursor": { status: 400, title: "The cursor does not belong to this query" },
  "bad-json": { status: 400, title: "The body is not JSON" },
  "no-token": { status: 401, title: "A personal token is needed" },
  "bad-token": { status: 401, title: "The token cannot be used" },
  "out-of-scope": { status: 403, title: "The token is not for this" },
  forbidden: { status: 403, title: "You may not do this" },
  "not-found": { status: 404, title: "There is no such thing" },
  "no-such-address": { status: 404, title: "The API has no such address" },
  "wrong-method": { status: 405, title: "This address does not take this method" },
  conflict: { status: 409, title: "It does not fit what has happened meanwhile" },
  "too-large": { status: 413, title: "The body is too large" },
  "not-json": { status: 415, title: "The body has to be application/json" },
  invalid: { status: 422, title: "What was sent is not as it should be" },
  broken: { status: 500, title: "Something is broken here" },
  "too-many-requests": { status: 429, title: "Too many requests" },
} as const;

export type ProblemKind = keyof typeof PROBLEMS;

/** A call that is refused. */
export interface Refusal {
  readonly ok: false;
  readonly kind: ProblemKind;
  /** What is wrong with this very call, and what to do about it. */
  readonly detail: string;
  /** Members of the problem beside RFC 9457's own. */
  readonly more?: Readonly<Record<string, unknown>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Refuses a call. */
export function refuse(
  kind: ProblemKind,
  detail: string,
  { more, headers }: Pick<Refusal, "more" | "headers"> = {},
): Refusal {
  return { ok: false, kind, detail, more, headers };
}

/** One thing that is wrong with what was sent, and where. */
export interface Fault {
  readonly detail: string;
  /** A JSON Pointer into the body (RFC 6901), as a fragment. */
  readonly pointer?: string;
  /** The name of a parameter of the address. */
  readonly parameter?: string;
}
