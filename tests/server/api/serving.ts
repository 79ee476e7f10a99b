import { seed } from "../../../prisma/seed";
import type { Database, TokenScope } from "../../../server/db";
import { answer, type Serving } from "../../../server/doors/api/answer";
import { ENDPOINTS } from "../../../server/doors/api/endpoints";
import { refreshSearch } from "../../../server/doors/search/refresh-search";
import { makeToken } from "../../../server/people/accounts/make-token";
import { decideClaim } from "../../../server/work/claims/decide-claim";
import { proposeClaim } from "../../../server/work/claims/propose-claim";
import { importSurvey } from "../../../server/work/surveys/import-survey";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { csvOf } from "../surveys/csv";

/** The API over a database, called as its route calls it. */
export interface CalledApi {
  /** Calls the API; `path` is below /api/v1. */
  call(path: string, init?: RequestInit & { token?: string }, more?: Partial<Serving>): Promise<Response>;
  /** The JSON of a call. */
  json(path: string, init?: RequestInit & { token?: string }): Promise<never>;
}

/** The API over its own database with the demonstration. */
export interface TestApi extends TestDatabase, CalledApi {
  /** Makes a token for one of the demonstration's people. */
  tokenOf(handle: string, scopes?: readonly TokenScope[]): Promise<string>;
}

export const SITE = "https://onrecord.example";

/** Opens it: some seconds for the demonstration and its search. */
export async function openApi(): Promise<TestApi> {
  const database = await createTestDatabase();
  const { db } = database;
  await seed(db);
  await refreshSearch(db);
  await addEvidence(db);
  return {
    ...database,
    ...apiOver(db),
    tokenOf: async (handle, scopes = ["read", "contribute", "review"]) => {
      const user = await db.user.findUniqueOrThrow({ where: { handle } });
      const made = await makeToken(db, { userId: user.id, name: "a test", scopes });
      if (!made.ok) throw new Error(made.reason);
      return made.token;
    },
  };
}

/** The API over an existing database. */
export function apiOver(db: Database): CalledApi {
  // Tests send more requests than people do.
  const limits = { address: 100_000, person: 100_000 };
  const call: CalledApi["call"] = (path, { token, ...init } = {}, more = {}) => {
    const headers = new Headers(init.headers);
    if (token) headers.set("Authorization", `Bearer ${token}`);
    const request = new Request(`${SITE}/api/v1${path}`, { ...init, headers });
    return answer(request, { db, endpoints: ENDPOINTS, siteUrl: SITE, secret: "a secret", limits, ...more });
  };
  return { call, json: async (path, init) => (await call(path, init)).json() as Promise<never> };
}

/** Adds a survey, and a claim in the demonstration's first episode that was compared with it and published. */
async function addEvidence(db: Database): Promise<void> {
  const imported = await importSurvey(db, [
    new TextEncoder().encode(csvOf({ value: "40" }, { category: "no" })),
  ]);
  if (!imported.ok) throw new Error("The survey was not imported");
  const [casey, morgan, statistic, document] = await Promise.all([
    db.user.findUniqueOrThrow({ where: { handle: "demo-contributor" } }),
    db.user.findUniqueOrThrow({ where: { handle: "demo-maintainer" } }),
    db.statistic.findFirstOrThrow({
      where: { category: { label: "yes", question: { wave: { survey: { slug: "s-1" } } } } },
    }),
    db.document.findFirstOrThrow({ where: { path: "figures/figures-of-speech-1.md" } }),
  ]);
  const proposed = await proposeClaim(db, {
    ...{ documentId: document.id, segmentId: 1, exact: "This is Figures of Speech" },
    author: { id: casey.id, name: "Casey" },
    quantity: { kind: "percent", value: 33, unit: "percent", comparator: "about" },
    ...{ scope: "sample", base: null, proposition: "A third say so." },
    evidence: { statisticId: statistic.id, note: null },
  });
  if (!proposed.ok) throw new Error(proposed.reason);
  const decided = await decideClaim(db, {
    ...{ claimId: proposed.claimId, decision: "publish", reason: null },
    decider: { id: morgan.id, name: "Morgan" },
  });
  if (!decided.ok) throw new Error(decided.reason);
}
