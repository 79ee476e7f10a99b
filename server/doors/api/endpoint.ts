import type { z } from "zod";
import type { Database, Reader, TokenScope } from "@/server/db";
import type { SignedIn } from "@/server/people/accounts/signed-in";
import type { After } from "./cursor";
import type { ProblemKind, Refusal } from "./problems";

/** What an endpoint gets besides its input. */
export interface Context {
  readonly db: Database;
  /** What a GET reads with: a snapshot, where its answer is to be kept. */
  readonly reader: Reader;
  /** The site's address, without a trailing slash. */
  readonly siteUrl: string;
  /** All endpoints, for the API's description. */
  readonly endpoints: readonly Endpoint[];
  /** The person whose token was sent; null without one. */
  readonly person: SignedIn | null;
  /** The caller's address, as rate limits count it. */
  readonly address: string;
  /** The call's Idempotency-Key: the same call, sent twice with it, is done once. */
  readonly idempotencyKey: string | undefined;
  /** The file that was sent, of an endpoint that takes one. */
  readonly file: SentFile | undefined;
  /** Where a list goes on; undefined at its beginning. */
  readonly after: After | undefined;
}

/** A file as it comes: the body of a call that is no JSON. */
export interface SentFile {
  readonly body: AsyncIterable<Uint8Array> | null;
  /** How many bytes the sender says that there are; 0 where they say nothing. */
  readonly length: number;
  readonly signal: AbortSignal;
}

/** An endpoint's answer: a body of its schema, or a refusal. */
export type Handled<Body> =
  | {
      readonly ok: true;
      readonly body: Body;
      /** The last entry's sort key, from which the next page's cursor is made; undefined on the last page. */
      readonly next?: After | undefined;
      /** The address of what the call created. */
      readonly location?: string;
    }
  | Refusal;

type Fields = z.ZodObject;

/** One method of one address, with everything that callers and the description need to know. */
export interface EndpointOf<Params extends Fields, Query extends Fields, Body extends Fields, Answer> {
  readonly method: "GET" | "POST" | "PATCH";
  /** Below /api/v1, with `{names}` for parameters. */
  readonly path: string;
  /** Unique; generated clients use it as the method's name. */
  readonly name: string;
  readonly summary: string;
  /** More than the summary says, where needed. */
  readonly about?: string;
  readonly params?: Params;
  /** Query parameters, as strings; unknown names are refused. */
  readonly query?: Query;
  readonly body?: Body;
  /** In place of a body of JSON: a file of these media types. What it is, its content says. */
  readonly file?: readonly string[];
  /** The scope that the token must have; without one no token is needed. */
  readonly scope?: TokenScope;
  readonly status?: 200 | 201;
  /** Set where an answer to a read depends on more than counters count (server/text/pages), and is never kept. */
  readonly unkept?: true;
  readonly answer: z.ZodType<Answer>;
  /** The endpoint's own problems, besides those of every endpoint of its kind. */
  readonly problems?: readonly ProblemKind[];
  readonly handle: (
    context: Context,
    input: { params: z.output<Params>; query: z.output<Query>; body: z.output<Body> },
  ) => Promise<Handled<Answer>>;
}

/** An endpoint of any types. */
// biome-ignore lint/suspicious/noExplicitAny: each endpoint was checked against its own schemas when it was written
export type Endpoint = EndpointOf<any, any, any, any>;

/** Defines an endpoint, and checks its function against its schemas. */
export function endpoint<Params extends Fields, Query extends Fields, Body extends Fields, Answer>(
  definition: EndpointOf<Params, Query, Body, Answer>,
): Endpoint {
  return definition;
}
