import type { z } from "zod";
import type { Database, Reader } from "@/server/db";
import type { SignedIn } from "@/server/people/accounts/auth-options";
import type { TokenScope } from "@/server/people/accounts/token-text";
import type { After } from "./cursor";
import type { ProblemKind, Refusal } from "./problems";

/** What an endpoint is handed beside its input. */
export interface Context {
  readonly db: Database;
  /** What a GET reads with: a snapshot, where its answer is to be kept. */
  readonly reader: Reader;
  /** Where the site is reached, without a slash at its end. */
  readonly siteUrl: string;
  /** All that the API answers, for its description. */
  readonly endpoints: readonly Endpoint[];
  /** Whose token came with the call. */
  readonly person: SignedIn | null;
  /** Where it came from, as limits count it. */
  readonly address: string;
  /** The call's Idempotency-Key: the same call, sent twice with it, is done once. */
  readonly once: string | undefined;
  /** Where a list goes on; undefined at its beginning. */
  readonly after: After | undefined;
}

/** The answer to a call: a body of the endpoint's schema, or why there is none. */
export type Handled<Body> =
  | {
      readonly ok: true;
      readonly body: Body;
      /** Where the list goes on; the cursor is made of it. */
      readonly next?: After | undefined;
      /** Of something that was made. */
      readonly location?: string;
    }
  | Refusal;

type Fields = z.ZodObject;

/** One address and method of the API, with all that its callers and its description have to know. */
export interface EndpointOf<Params extends Fields, Query extends Fields, Body extends Fields, Answer> {
  readonly method: "GET" | "POST";
  /** Below /api/v1, with `{names}` for its parameters. */
  readonly path: string;
  /** Unique; what a generated client calls it. */
  readonly name: string;
  readonly summary: string;
  /** Where there is more to say. */
  readonly about?: string;
  readonly params?: Params;
  /** Strings, as they stand in the address; unknown names are refused. */
  readonly query?: Query;
  readonly body?: Body;
  /** The scope its token needs; without it anybody may call. */
  readonly scope?: TokenScope;
  readonly status?: 200 | 201;
  /** Set where an answer to a read depends on more than counters count (server/text/pages), and is never kept. */
  readonly unkept?: true;
  readonly answer: z.ZodType<Answer>;
  /** The problems that it answers with beside those that every endpoint of its kind has. */
  readonly problems?: readonly ProblemKind[];
  readonly handle: (
    context: Context,
    input: { params: z.output<Params>; query: z.output<Query>; body: z.output<Body> },
  ) => Promise<Handled<Answer>>;
}

/** An endpoint whose types are its own business. */
// biome-ignore lint/suspicious/noExplicitAny: each endpoint was checked against its own schemas when it was written
export type Endpoint = EndpointOf<any, any, any, any>;

/** Writes an endpoint down, its function checked against its schemas. */
export function endpoint<Params extends Fields, Query extends Fields, Body extends Fields, Answer>(
  definition: EndpointOf<Params, Query, Body, Answer>,
): Endpoint {
  return definition;
}
