import type { Database } from "../../../server/db";
import { openToken } from "../../../server/doors/mirrors/seal-token";
import { signingSecret } from "../../../server/doors/webhooks/signature-headers";
import { standingAt } from "../../../server/people/accounts/standing-at";
import { apiOver } from "../../server/api/serving";
import { projected } from "../../server/repository/support";
import { brief } from "./compare";

/** The state of a platform as its public functions show it, not its tables. */
export interface Meaning {
  /** The API's answers, by the name of a token ("nobody" for none) and the path below /api/v1. */
  readonly api: Readonly<Record<string, { readonly status: number; readonly body: unknown }>>;
  /** The repository's commits, newest first. */
  readonly commits: readonly string[];
  /** The rights of each person at each show, by "handle show". */
  readonly rights: Readonly<Record<string, unknown>>;
  /** The secret with which each webhook signs, by its id. */
  readonly webhookSecrets: Readonly<Record<string, string>>;
  /** The token that pushes to each mirror, by its address. */
  readonly mirrorTokens: Readonly<Record<string, string | null>>;
}

interface Reading {
  readonly db: Database;
  /** An empty folder, for the repository. */
  readonly folder: string;
  /** The site's own secret. */
  readonly secret: string;
  /** Personal tokens by their names. */
  readonly tokens: Readonly<Record<string, string>>;
  /** The requests to the API: keys of `Meaning.api`. */
  readonly questions: readonly string[];
}

const AT_ONCE = 8;

/** Reads the state. A request with a token records when the token was used; nothing else changes. */
export async function readMeaning({ db, folder, secret, tokens, questions }: Reading): Promise<Meaning> {
  const { ids } = await projected(db, folder);
  const [people, shows, webhooks, mirrors] = await Promise.all([
    db.user.findMany({ orderBy: { handle: "asc" } }),
    db.show.findMany({ orderBy: { slug: "asc" } }),
    db.webhook.findMany({ orderBy: { id: "asc" } }),
    db.mirror.findMany({ orderBy: { url: "asc" } }),
  ]);
  const rights: Record<string, unknown> = {};
  for (const { id: personId, handle } of people)
    for (const { id: showId, slug } of shows)
      rights[`${handle} ${slug}`] = await standingAt(db, { personId, showId });
  const { call } = apiOver(db);
  const api: Record<string, { status: number; body: unknown }> = {};
  const ask = async (question: string) => {
    const [name = "", path = ""] = question.split(" ");
    const token = tokens[name];
    const response = await call(path, token === undefined ? {} : { token });
    api[question] = { status: response.status, body: brief(await response.json()) };
  };
  // Several at a time, since a call mostly waits for the database.
  for (let at = 0; at < questions.length; at += AT_ONCE)
    await Promise.all(questions.slice(at, at + AT_ONCE).map(ask));
  return {
    ...{ api, commits: ids, rights },
    webhookSecrets: Object.fromEntries(webhooks.map(({ id }) => [id, signingSecret(secret, id)])),
    mirrorTokens: Object.fromEntries(mirrors.map(({ url, token }) => [url, openToken(secret, token)])),
  };
}

interface Listed {
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

/** All reading requests to the API for a database's content: each item that a list names, with each token. */
export async function listQuestions(db: Database, tokens: Readonly<Record<string, string>>) {
  const { json } = apiOver(db);
  const list = async (path: string) => ((await json(`${path}?limit=200`)) as Listed).items;
  const paths = ["/", "/shows", "/episodes", "/documents", "/gaps", "/claims", "/surveys", "/contributions"];
  const asked = paths.map((path) => (path === "/" ? path : `${path}?limit=200`));
  for (const { slug } of await list("/shows")) asked.push(`/shows/${slug}`);
  for (const { show, slug } of await list("/episodes")) asked.push(`/episodes/${show}/${slug}`);
  for (const { document, kind, revision } of await list("/documents")) {
    const path = `/documents/${document}/${kind}`;
    asked.push(path, `${path}/revisions?limit=200`);
    if (kind === "transcript") asked.push(`${path}/segments?limit=200`);
    for (let number = 1; number <= Number(revision); number += 1) asked.push(`${path}/revisions/${number}`);
  }
  for (const { id } of await list("/contributions")) asked.push(`/contributions/${id}`);
  for (const { slug } of await list("/surveys")) asked.push(`/surveys/${slug}`);
  // Also request numbers that nobody may see.
  const last = await db.claim.count();
  for (let id = 1; id <= last; id += 1) asked.push(`/claims/${id}`);
  return [
    ...asked.map((path) => `nobody ${path}`),
    ...Object.keys(tokens).map((name) => `${name} /shows/figures`),
  ];
}
