import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Database, TokenScope } from "../../server/db";
import { answer } from "../../server/doors/api/answer";
import { ENDPOINTS } from "../../server/doors/api/endpoints";
import { bringShow } from "../../server/doors/feeds/import-feed-job";
import { hashOfProofSecret } from "../../server/doors/proofs/mail-proof";
import { addWebhook } from "../../server/doors/webhooks/add-webhook";
import { block } from "../../server/people/accounts/block";
import { invite } from "../../server/people/accounts/invite";
import { makeToken } from "../../server/people/accounts/make-token";
import { propose } from "../../server/work/contributions/propose";
import { importSurvey } from "../../server/work/surveys/import-survey";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { findWaysIn } from "../support/find-ways-in";
import { makeZip } from "../support/make-zip";
import { ROLES } from "../support/roles";
import { grant, headText, makeDocument, makeShow, person } from "./contributions/stage";
import { csvOf } from "./surveys/csv";

// One table of every way in: who may use it, and how it is used. A way without a rule fails here, and so does one that
// lets anybody else in, writes for them, or asks the database more of them than who they are and what they may.

type Person = { id: string; name: string };

const now = vi.hoisted(() => ({ person: null as Person | null }));
vi.mock("@/server/people/accounts/current-person", () => ({ currentPerson: async () => now.person }));
vi.mock("@/server/people/accounts/ask-next-auth", () => ({ askNextAuth: async () => "/" }));
vi.mock("next/headers", () => ({ headers: async () => new Headers({ "x-forwarded-for": "192.0.2.7" }) }));
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));

/** The roles, and whoever made the thing that is asked for: of `own` ways, only theirs is let in. */
const WHO = [...ROLES, "maker"] as const;
type Who = (typeof WHO)[number];

/** Whom each rule lets in. The show of the stage asks for an invitation. */
const RULES = {
  anyone: WHO,
  /** With an account, and with no right at the show. */
  account: WHO.filter((who) => who !== "nobody"),
  invited: ["contributor", "trusted", "maintainer", "owner", "administrator", "maker"],
  own: ["maker"],
  reviewer: ["maintainer", "owner", "administrator"],
  /** Surveys belong to no show. */
  anyReviewer: ["elsewhere", "maintainer", "owner", "administrator"],
  owner: ["owner", "administrator"],
  administrator: ["administrator"],
  ownOrAdministrator: ["administrator", "maker"],
  ownOrReviewer: ["maintainer", "owner", "administrator", "maker"],
} as const satisfies Record<string, readonly Who[]>;
type Rule = keyof typeof RULES;

interface Stage {
  readonly db: Database;
  readonly show: string;
  readonly showId: number;
  readonly documentId: number;
  readonly maker: Person;
  readonly other: Person;
  readonly owner: Person;
  /** Another open contribution of the maker's, at its first version. */
  readonly open: () => Promise<number>;
  readonly claim: () => Promise<{ id: number; evidence: number }>;
  readonly survey: () => Promise<number>;
  /** An open request of the maker's for a show that nobody owns. */
  readonly request: () => Promise<number>;
  /** A first transcript that the maker proposes. */
  readonly first: () => Promise<number>;
}

/** Uses the way; says "yes" where it let its caller in. */
type Ask = (stage: Stage) => Promise<unknown>;
interface Way {
  readonly rule: Rule;
  /** None of what is for anyone: nobody has to be kept out. */
  readonly ask?: Ask;
}

const TEXT = "**Ana:** One two three.\n\nFour five six.\n\nSeven eight nine.\n";
const KEPT_OUT =
  /sign-in|not-allowed|not-yours|not-invited|signed-out|refused$|"refused"|no-claim|no-proposal|^40[134] |^404$|not-open/;

/** What came of it, as a line. */
async function outcomeOf(asked: () => Promise<unknown>): Promise<string> {
  try {
    const result = await asked();
    if (result instanceof Response) return `${result.status} ${await result.text()}`;
    if (typeof result === "boolean") return result ? "done" : "refused";
    return isPage(result) ? "a page" : (JSON.stringify(result) ?? "nothing");
  } catch (error) {
    const { digest = "" } = error as { digest?: string };
    if (digest.startsWith("NEXT_REDIRECT")) return `to ${digest.split(";")[2]}`;
    if (digest.includes("404")) return "404";
    throw error;
  }
}

const isPage = (result: unknown) => typeof result === "object" && result !== null && "props" in result;
const letIn = (line: string) => !KEPT_OUT.test(line);

const form = (fields: Readonly<Record<string, unknown>>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) data.append(name, String(each));
  return data;
};
const params = <T extends object>(value: T) => ({
  params: Promise.resolve(value),
  searchParams: Promise.resolve({}),
});
/** A place of a claim that awaits a decision. */
async function anchorOf({ db, claim, documentId }: Stage, of?: number): Promise<number> {
  const claimId = of ?? (await claim()).id;
  const { id } = await db.claimAnchor.create({
    data: {
      ...{ claimId, documentId, segmentId: 1, revision: 1, seconds: 0, status: "proposed" },
      ...{ exact: "One two", prefix: "", suffix: "", firstWord: 0, lastWord: 1 },
    },
  });
  return id;
}
const SITE = "https://onrecord.example";
const request = (path: string, init?: RequestInit) => new Request(`${SITE}${path}`, init);
const idle = { status: "idle" } as never;

/** A form's answer without the words by which a right is refused: it came to the form itself. */
const kindOf = (state: { readonly status: string; readonly reason?: string }) =>
  state.reason === "form" ? "the form" : state;

const proposal = ({ documentId }: Stage) => ({
  ...{ documentId, base: 1, idempotencyKey: randomUUID(), agreed: "CC-BY-SA-4.0", name: "" },
});

const decide = (fields: (stage: Stage) => Promise<Record<string, unknown>>): Ask =>
  async function ask(stage) {
    const { POST } = await import("@/app/review/decide/route");
    const body = form(await fields(stage));
    return POST(request("/review/decide", { method: "POST", body, headers: { accept: "application/json" } }));
  };

const inSettings = (name: string, fields: (stage: Stage) => Record<string, unknown>): Ask =>
  async function ask(stage) {
    const actions = await import("@/app/[show]/settings/actions");
    return (actions as unknown as Record<string, (data: FormData) => Promise<void>>)[name]?.(
      form({ show: stage.show, ...fields(stage) }),
    );
  };

const post = (
  path: (stage: Stage) => Promise<string>,
  scope: TokenScope,
  body: (stage: Stage) => object,
  method: "POST" | "PATCH" = "POST",
): Ask =>
  async function ask(stage) {
    const made =
      now.person && (await makeToken(stage.db, { userId: now.person.id, name: "x", scopes: [scope] }));
    const headers = new Headers({ "Content-Type": "application/json" });
    if (made?.ok) headers.set("Authorization", `Bearer ${made.token}`);
    const call = request(`/api/v1${await path(stage)}`, {
      ...{ method, headers, body: JSON.stringify(body(stage)) },
    });
    const { db } = await import("@/server/db");
    return answer(call, { db: db(), endpoints: ENDPOINTS, siteUrl: SITE, secret: "a secret" });
  };

const page = (load: () => Promise<{ default: unknown }>, value: (stage: Stage) => object = () => ({})): Ask =>
  async function ask(stage) {
    const { default: Page } = await load();
    return (Page as (props: object) => Promise<unknown>)(params(value(stage)));
  };

const anyone: Way = { rule: "anyone" };
const many = (names: readonly string[], way: Way) => Object.fromEntries(names.map((name) => [name, way]));

const WAYS: Readonly<Record<string, Way | Readonly<Record<string, Way>>>> = {
  ...many(
    [
      ...["/", "/[show]", "/[show]/[slug]", "/[show]/[slug]/correct", "/[show]/[slug]/edit"],
      ...["/[show]/[slug]/history", "/[show]/[slug]/history/[number]", "/[show]/[slug]/history/credit"],
      // What is a maintainer's alone is left out for others: tests/server/episodes and tests/e2e.
      ...["/[show]/[slug]/sources", "/[show]/[slug]/speakers"],
      ...["/[show]/[slug]/notes/edit", "/[show]/[slug]/report", "/[show]/[slug]/claim", "/[show]/state"],
      // An episode's first transcript is for reviewers: tests/server/shows/bring-transcript.test.ts.
      ...["/[show]/[slug]/alignment", "/[show]/[slug]/bring"],
      ...["/claims", "/claims/[id]", "/claims/[id]/evidence", "/contributions/[id]", "/docs/api"],
      ...["/embed/[show]/[slug]", "/gaps", "/gaps/[show]/[slug]", "/invitations/[secret]", "/mailbox"],
      ...["/patterns", "/people/[handle]", "/search", "/settings/tokens", "/sign-in", "/surveys"],
      ...["/surveys/[slug]", "/surveys/[slug]/questions/[question]"],
      // Whoever holds the code, or the link.
      ...["/admin/begin", "/sign-in/[secret]"],
    ].map((address) => `page ${address}`),
    anyone,
  ),
  ...many(
    [
      ...["/[show]/[slug]/as/[format]", "/[show]/[slug]/chapters.json", "/[show]/[slug]/claims.jsonld"],
      ...[
        "/[show]/[slug]/text/[name]",
        "/[show]/[slug]/transcript/[file]",
        "/[show]/[slug]/words/[revision]",
        "/[show]/changes.xml",
      ],
      ...["/[show]/feed.xml", "/api/auth/[...nextauth]", "/api/health", "/api/notices", "/api/oembed"],
      ...["/api/heard", "/claims/feed.xml", "/claims/claims.csv"],
      "/static/[name]",
      ...["/embed/[show]/[slug]/text/[name]", "/export.bundle", "/sitemap.xml", "/surveys/[slug]/csv"],
      ...["/transcripts.git/[[...path]]", "/api/v1/[[...path]]"],
    ].map((address) => `GET ${address}`),
    anyone,
  ),
  // Each of these asks by itself: next-auth, the API, git.
  ...many(
    [
      "POST /api/auth/[...nextauth]",
      "POST /api/plays",
      "POST /api/content-reports",
      // What a listener hears is their own; it is only offered to others.
      "POST /api/heard",
      "POST /transcripts.git/[[...path]]",
    ],
    anyone,
  ),
  ...many(
    ["DELETE", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"].map((method) => `${method} /api/v1/[[...path]]`),
    anyone,
  ),
  ...many(["made /[show]/[slug]opengraph-image.tsx"], anyone),
  ...many(
    ENDPOINTS.filter(({ method, scope }) => method === "GET" && scope === undefined).map(
      ({ path }) => `api GET ${path}`,
    ),
    anyone,
  ),
  ...many(["git clone"], anyone),
  // Held by tests/server/repository/receive.test.ts, with real pushes.
  "git push": { rule: "invited" },
  ...many(
    [
      ...["openGap", "nextGap", "passGap", "passGapForm"].map((name) => `gaps/actions ${name}`),
      "[show]/[slug]/edit/actions readRevisionText",
      "[show]/[slug]/correct/actions openParagraph",
      // Everybody is told of their own, which is nothing without an account.
      "[show]/[slug]/correct/actions listMine",
      // What was reported is known to whoever holds its secret id.
      ...["sendReport", "sendReportForm", "addNoteToReport", "takeReportBack"].map(
        (name) => `[show]/[slug]/report/actions ${name}`,
      ),
      ...["signInWithGitHub", "signInByEmail", "signInAsDemo", "signOut"].map(
        (name) => `sign-in/actions ${name}`,
      ),
      "[show]/[slug]/ask-for-transcript sendTranscriptRequest",
      // Whoever holds the code of the latest start, or the link.
      ...["admin/begin/actions becomeAdministrator", "sign-in/[secret]/page signInByLink"],
      // Whoever holds the link, with an account.
      "invitations/[secret]/page take",
    ].map((name) => `action ${name}`),
    anyone,
  ),

  "page /review": { rule: "account", ask: page(() => import("@/app/review/page")) },
  "page /settings": { rule: "account", ask: page(() => import("@/app/settings/page")) },
  "page /notices": { rule: "account", ask: page(() => import("@/app/notices/page")) },
  "page /claims/mine": { rule: "account", ask: page(() => import("@/app/claims/mine/page")) },
  "page /surveys/[slug]/tidy": {
    rule: "anyReviewer",
    ask: page(
      () => import("@/app/surveys/[slug]/tidy/page"),
      () => ({ slug: "s-1" }),
    ),
  },
  "page /surveys/propose": { rule: "account", ask: page(() => import("@/app/surveys/propose/page")) },
  "page /new": { rule: "administrator", ask: page(() => import("@/app/new/page")) },
  "page /admin": { rule: "administrator", ask: page(() => import("@/app/admin/page")) },
  "action admin/actions saveSite": {
    rule: "administrator",
    ask: async () => (await import("@/app/admin/actions")).saveSite(form({ bring: "administrators" })),
  },
  "action admin/actions makeLink": {
    rule: "administrator",
    ask: async ({ other }) => {
      const { makeLink } = await import("@/app/admin/actions");
      return (await makeLink(idle, form({ handle: other.name }))).status === "sent";
    },
  },
  "page /[show]/settings/owner": {
    rule: "account",
    ask: page(
      () => import("@/app/[show]/settings/owner/page"),
      ({ show }) => ({ show }),
    ),
  },
  "action [show]/settings/owner/actions claimShow": {
    rule: "account",
    ask: async (stage) => {
      const { claimShow } = await import("@/app/[show]/settings/owner/actions");
      return claimShow(form({ show: stage.show, note: "" }));
    },
  },
  "page /new/requests/[id]": {
    rule: "ownOrAdministrator",
    ask: async (stage) => {
      const id = String(await stage.request());
      return page(
        () => import("@/app/new/requests/[id]/page"),
        () => ({ id }),
      )(stage);
    },
  },
  "page /new/requests/[id]/[secret]": {
    rule: "ownOrAdministrator",
    ask: async (stage) => {
      const id = String(await stage.request());
      return page(
        () => import("@/app/new/requests/[id]/[secret]/page"),
        () => ({ id, secret: "none" }),
      )(stage);
    },
  },
  "action new/requests/[id]/actions lookNow": {
    rule: "own",
    ask: async (stage) => {
      const id = await stage.request();
      await (await import("@/app/new/requests/[id]/actions")).lookNow(form({ id })).catch(() => {});
      return (await stage.db.showRequest.findUniqueOrThrow({ where: { id } })).lookId !== null;
    },
  },
  "action new/requests/[id]/actions withdrawMyRequest": {
    rule: "own",
    ask: async (stage) => {
      const id = await stage.request();
      await (await import("@/app/new/requests/[id]/actions")).withdrawMyRequest(form({ id })).catch(() => {});
      return (await stage.db.showRequest.findUniqueOrThrow({ where: { id } })).status === "withdrawn";
    },
  },
  "action new/requests/[id]/actions confirmByMail": {
    rule: "own",
    ask: async (stage) => {
      const id = await stage.request();
      const secret = randomUUID();
      const data = { mailSecret: hashOfProofSecret(secret), mailedAt: new Date() };
      await stage.db.showRequest.update({ where: { id }, data });
      const { confirmByMail } = await import("@/app/new/requests/[id]/actions");
      await confirmByMail(form({ id, secret })).catch(() => {});
      return (await stage.db.showRequest.findUniqueOrThrow({ where: { id } })).status === "granted";
    },
  },
  "action new/requests/[id]/actions decideOnRequest": {
    rule: "administrator",
    ask: async (stage) => {
      const id = await stage.request();
      const { decideOnRequest } = await import("@/app/new/requests/[id]/actions");
      await decideOnRequest(form({ id, decision: "maintainer", reason: "" })).catch(() => {});
      return (await stage.db.showRequest.findUniqueOrThrow({ where: { id } })).status === "granted";
    },
  },
  "action new/actions askForImport": {
    // By the site's rule, which lets administrators alone bring shows until they change it.
    rule: "administrator",
    ask: async () => {
      const { askForImport } = await import("@/app/new/actions");
      const url = `https://feed.example/${randomUUID()}`;
      return askForImport(idle, form({ url, show: `asked-${randomUUID()}`, title: "Asked for", note: "" }));
    },
  },
  "action new/actions startRepositoryImport": {
    rule: "administrator",
    ask: async () => {
      const { startRepositoryImport } = await import("@/app/new/actions");
      return startRepositoryImport(idle, form({ url: "https://git.example/x", show: "" }));
    },
  },
  "action new/actions lookAtRepository": {
    rule: "administrator",
    ask: async () => {
      const { lookAtRepository } = await import("@/app/new/actions");
      const state = await lookAtRepository(idle, form({ url: "no address" }));
      // It came as far as the address.
      return state.status === "refused" && state.reason === "repository" ? "looked" : state;
    },
  },
  "action new/actions installDemonstration": {
    rule: "administrator",
    ask: async () => (await import("@/app/new/actions")).installDemonstration(form({})),
  },
  "action new/actions startArchiveImport": {
    rule: "administrator",
    ask: async () => {
      const { startArchiveImport } = await import("@/app/new/actions");
      const data = form({ show: "" });
      data.set("file", new File([new Uint8Array(makeZip({ "x/x-1.md": TEXT }))], "x.zip"));
      return startArchiveImport(idle, data);
    },
  },
  "page /new/[id]": {
    rule: "ownOrAdministrator",
    ask: async ({ db, show, maker }) => {
      const brought = await bringShow(db, { url: "https://feed.example/", show, personId: maker.id });
      if (!brought.ok) throw new Error(brought.message);
      return page(
        () => import("@/app/new/[id]/page"),
        () => ({ id: brought.id }),
      )({ show } as Stage);
    },
  },
  "action new/actions lookAtFeed": {
    rule: "administrator",
    ask: async () => {
      const { lookAtFeed } = await import("@/app/new/actions");
      const looked = await lookAtFeed(idle, form({ url: "no address" }));
      // Only whoever may look is told that this is no address.
      return looked.status === "refused" && looked.reason === "feed";
    },
  },
  "action new/actions startImport": {
    rule: "administrator",
    ask: async ({ show }) => {
      const { startImport } = await import("@/app/new/actions");
      return startImport(idle, form({ url: "https://feed.example/", show, replace: "on" }));
    },
  },
  "page /[show]/settings": {
    rule: "reviewer",
    ask: page(
      () => import("@/app/[show]/settings/page"),
      ({ show }) => ({ show }),
    ),
  },
  "page /[show]/settings/people": {
    rule: "reviewer",
    ask: page(
      () => import("@/app/[show]/settings/people/page"),
      ({ show }) => ({ show }),
    ),
  },
  "action [show]/[slug]/history/actions markChecked": {
    rule: "reviewer",
    ask: async (stage) => {
      const { markChecked } = await import("@/app/[show]/[slug]/history/actions");
      return markChecked(form({ show: stage.show, slug: "1", kind: "transcript", checked: "yes" }));
    },
  },
  "action [show]/settings/actions leave": {
    rule: "reviewer",
    ask: inSettings("leave", () => ({ sure: "on" })),
  },
  "page /[show]/settings/feed": {
    rule: "reviewer",
    ask: page(
      () => import("@/app/[show]/settings/feed/page"),
      ({ show }) => ({ show }),
    ),
  },
  "action [show]/settings/feed/actions fetchNow": {
    rule: "owner",
    ask: async ({ show }) => (await import("@/app/[show]/settings/feed/actions")).fetchNow(form({ show })),
  },
  "action [show]/settings/feed/actions changeInterval": {
    rule: "owner",
    ask: async ({ show }) =>
      (await import("@/app/[show]/settings/feed/actions")).changeInterval(form({ show, every: "60" })),
  },
  "action [show]/settings/feed/actions setFollowed": {
    rule: "owner",
    ask: async ({ show }) =>
      (await import("@/app/[show]/settings/feed/actions")).setFollowed(form({ show, url: "" })),
  },
  "action [show]/settings/feed/actions fetchRepositoryNow": {
    rule: "owner",
    ask: async ({ show }) =>
      (await import("@/app/[show]/settings/feed/actions")).fetchRepositoryNow(form({ show })),
  },
  "page /[show]/settings/details": {
    rule: "owner",
    ask: page(
      () => import("@/app/[show]/settings/details/page"),
      ({ show }) => ({ show }),
    ),
  },
  "action [show]/settings/details/actions saveShowDetails": {
    rule: "owner",
    ask: async ({ show }) =>
      (await import("@/app/[show]/settings/details/actions")).saveShowDetails(
        idle,
        form({ show, author: "Ann", "was.author": '{"author":null}' }),
      ),
  },
  "page /[show]/settings/episodes": {
    rule: "reviewer",
    ask: page(
      () => import("@/app/[show]/settings/episodes/page"),
      ({ show }) => ({ show }),
    ),
  },
  "page /[show]/settings/episodes/new": {
    rule: "reviewer",
    ask: page(
      () => import("@/app/[show]/settings/episodes/new/page"),
      ({ show }) => ({ show }),
    ),
  },
  "action [show]/settings/episodes/new/actions addByHand": {
    rule: "reviewer",
    ask: async ({ show }) =>
      (await import("@/app/[show]/settings/episodes/new/actions")).addByHand(
        idle,
        form({ show, title: `One more ${randomUUID()}` }),
      ),
  },
  "page /[show]/[slug]/details": {
    rule: "reviewer",
    ask: page(
      () => import("@/app/[show]/[slug]/details/page"),
      ({ show }) => ({ show, slug: "1" }),
    ),
  },
  "page /[show]/[slug]/draft": {
    rule: "reviewer",
    ask: page(
      () => import("@/app/[show]/[slug]/draft/page"),
      ({ show }) => ({ show, slug: "1" }),
    ),
  },
  ...Object.fromEntries(
    (["askDraft", "publish", "discard"] as const).map((name) => [
      `action [show]/[slug]/draft/actions ${name}`,
      {
        rule: "reviewer",
        ask: async ({ show }: Stage) =>
          (await import("@/app/[show]/[slug]/draft/actions"))[name](form({ show, slug: "1" })),
      } as const,
    ]),
  ),
  // Its author and the show's reviewers: tests/server/shows/bring-transcript.test.ts has both.
  "page /contributions/first/[id]": {
    rule: "ownOrReviewer",
    ask: async (stage) => {
      const id = String(await stage.first());
      return page(
        () => import("@/app/contributions/first/[id]/page"),
        () => ({ id }),
      )(stage);
    },
  },
  "action contributions/first/[id]/actions decideOnFirst": {
    rule: "reviewer",
    ask: async (stage) =>
      (await import("@/app/contributions/first/[id]/actions")).decideOnFirst(
        form({ id: await stage.first(), decision: "reject" }),
      ),
  },
  "page /[show]/[slug]/chapters": {
    rule: "reviewer",
    ask: page(
      () => import("@/app/[show]/[slug]/chapters/page"),
      ({ show }) => ({ show, slug: "1" }),
    ),
  },
  "action [show]/[slug]/details/actions saveDetails": {
    rule: "reviewer",
    ask: async ({ show }) =>
      (await import("@/app/[show]/[slug]/details/actions")).saveDetails(
        idle,
        form({ show, slug: "1", season: "3", "was.season": '{"season":null}' }),
      ),
  },
  "action [show]/settings/details/actions bringShowCover": {
    rule: "owner",
    ask: async ({ show }) =>
      kindOf(
        await (await import("@/app/[show]/settings/details/actions")).bringShowCover(idle, form({ show })),
      ),
  },
  "action [show]/[slug]/details/actions bringEpisodeCover": {
    rule: "reviewer",
    ask: async ({ show }) =>
      kindOf(
        await (await import("@/app/[show]/[slug]/details/actions")).bringEpisodeCover(
          idle,
          form({ show, slug: "1" }),
        ),
      ),
  },
  "POST /[show]/[slug]/upload": {
    rule: "reviewer",
    ask: async ({ show }) => {
      const { POST } = await import("@/app/[show]/[slug]/upload/route");
      const call = request(`/${show}/1/upload`, { method: "POST", body: "no audio" });
      return POST(call, params({ show, slug: "1" }) as never);
    },
  },
  "action [show]/[slug]/notes/edit/actions beginNotes": {
    rule: "reviewer",
    ask: async ({ show }) =>
      (await import("@/app/[show]/[slug]/notes/edit/actions")).beginNotes(
        idle,
        form({ show, slug: "1", text: "Notes." }),
      ),
  },
  "action [show]/[slug]/bring/actions bringFile": {
    look: {
      rule: "invited",
      ask: async (stage) =>
        (await import("@/app/[show]/[slug]/bring/actions")).bringFile(
          idle,
          form({
            ...proposal(stage),
            show: stage.show,
            slug: "1",
            what: "look",
            text: `Ana: ${randomUUID()} other.`,
          }),
        ),
    },
    keep: {
      rule: "invited",
      ask: async (stage) =>
        (await import("@/app/[show]/[slug]/bring/actions")).bringFile(
          idle,
          form({
            ...proposal(stage),
            show: stage.show,
            slug: "1",
            what: "keep",
            text: `Ana: ${randomUUID()} other.`,
          }),
        ),
    },
  },
  "page /[show]/settings/audit": {
    rule: "reviewer",
    ask: page(
      () => import("@/app/[show]/settings/audit/page"),
      ({ show }) => ({ show }),
    ),
  },
  "page /[show]/settings/webhooks": {
    rule: "owner",
    ask: page(
      () => import("@/app/[show]/settings/webhooks/page"),
      ({ show }) => ({ show }),
    ),
  },

  "GET /[show]/[slug]/sources/[id]": {
    rule: "reviewer",
    ask: async ({ db, show, documentId }) => {
      const { episodeId } = await db.document.findUniqueOrThrow({ where: { id: documentId } });
      const said = { type: "text/vtt", language: "en", kind: "vtt", grain: "line" };
      const content = Buffer.from("WEBVTT\n");
      const file = { content, bytes: content.length, sha256: createHash("sha256").update(content).digest() };
      const url = `https://feed.example/${randomUUID()}`;
      const { id } = await db.sourceFile.create({ data: { episodeId, url, ...said, ...file } });
      const { GET } = await import("@/app/[show]/[slug]/sources/[id]/route");
      return GET(request(`/${show}/1/sources/${id}`), params({ show, slug: "1", id: String(id) }));
    },
  },
  "GET /review/items/[id]": {
    rule: "reviewer",
    ask: async (stage) => {
      const { GET } = await import("@/app/review/items/[id]/route");
      const id = String(await stage.open());
      return GET(request(`/review/items/${id}`), params({ id }));
    },
  },
  "POST /review/items/[id]": {
    rule: "reviewer",
    ask: async (stage) => {
      const { POST } = await import("@/app/review/items/[id]/route");
      const id = String(await stage.open());
      return POST(request(`/review/items/${id}`, { method: "POST" }), params({ id }));
    },
  },
  "POST /review/decide": {
    accept: {
      rule: "reviewer",
      ask: decide(async (stage) => ({ decision: "accept", id: await stage.open(), version: 1 })),
    },
    edit: {
      rule: "reviewer",
      ask: decide(async (stage) => ({
        ...{ decision: "edit", id: await stage.open(), version: 1, on: 1, text: "Four 5 six, said." },
      })),
    },
    reject: {
      rule: "reviewer",
      ask: decide(async (stage) => ({
        decision: "reject",
        id: await stage.open(),
        version: 1,
        comment: "No",
      })),
    },
    several: {
      rule: "reviewer",
      ask: decide(async (stage) => ({ decision: "several", pick: `${await stage.open()}:1` })),
    },
    reopen: {
      rule: "reviewer",
      ask: decide(async (stage) => {
        const id = await stage.open();
        const decidedAt = new Date();
        await stage.db.contribution.update({ where: { id }, data: { status: "rejected", decidedAt } });
        return { decision: "reopen", id };
      }),
    },
  },
  "POST /surveys/propose/check": {
    rule: "account",
    ask: async () => {
      const { POST } = await import("@/app/surveys/propose/check/route");
      return POST(request("/surveys/propose/check", { method: "POST", body: csvOf({}) }));
    },
  },

  "POST /api/sound": {
    rule: "invited",
    ask: async ({ documentId }) => {
      const { POST } = await import("@/app/api/sound/route");
      const body = JSON.stringify({ documentId, base: 1, segmentId: 1, body: "One two" });
      return POST(request("/api/sound", { method: "POST", body }));
    },
  },

  "action gaps/actions sendGap": {
    rule: "invited",
    ask: async (stage) => {
      const { sendGap } = await import("@/app/gaps/actions");
      return sentOr(await sendGap(idle, form({ ...proposal(stage), segmentId: 1, gap: 0, words: "x" })));
    },
  },
  "action gaps/actions agreeWith": {
    rule: "account",
    ask: async (stage) => (await import("@/app/gaps/actions")).agreeWith({ id: await stage.open() }),
  },
  "action [show]/[slug]/edit/actions sendDocument": {
    rule: "invited",
    ask: async (stage) => {
      const { sendDocument } = await import("@/app/[show]/[slug]/edit/actions");
      const text = TEXT.replace("One", `One ${randomUUID()}`);
      return sentOr(await sendDocument(idle, form({ ...proposal(stage), text })));
    },
  },
  "action [show]/[slug]/correct/actions sendParagraph": {
    rule: "invited",
    ask: async (stage) => {
      const { sendParagraph } = await import("@/app/[show]/[slug]/correct/actions");
      const fields = { ...proposal(stage), segmentId: 1, body: `One ${randomUUID()}`, speaker: "Ana" };
      return sentOr(await sendParagraph(idle, form(fields)));
    },
  },
  "action [show]/[slug]/speakers/actions sendNames": {
    rule: "invited",
    ask: async (stage) => {
      const { sendNames } = await import("@/app/[show]/[slug]/speakers/actions");
      return sentOr(await sendNames(idle, form({ ...proposal(stage), label: "Ana", person: "Ann" })));
    },
  },
  "action [show]/[slug]/history/actions takeBack": {
    rule: "reviewer",
    ask: async (stage) => {
      const { takeBack } = await import("@/app/[show]/[slug]/history/actions");
      return takeBack(form({ show: stage.show, slug: "1", kind: "transcript", number: 1 }));
    },
  },
  "action [show]/[slug]/history/actions redactText": {
    rule: "administrator",
    ask: async (stage) => {
      const { redactText } = await import("@/app/[show]/[slug]/history/actions");
      const fields = { show: stage.show, slug: "1", kind: "transcript", text: "nine", reason: "By law" };
      const state = { status: "idle" } as const;
      await redactText(state, form({ ...fields, confirm: "nine", places: 1 })).catch(() => {});
      return (await headText(stage.db, stage.documentId)).includes("nine") === false;
    },
  },
  "action [show]/[slug]/claim/actions sendClaim": {
    rule: "account",
    ask: async (stage) => {
      const { sendClaim } = await import("@/app/[show]/[slug]/claim/actions");
      return sendClaim(form({ show: stage.show, slug: "1", p: 1, q: "One two" }));
    },
  },
  "action [show]/settings/actions saveSettings": {
    rule: "owner",
    ask: inSettings("saveSettings", () => ({
      ...{ licence: "", contribute: "invited", trustAccepted: "", trustDays: 9, language: "en" },
    })),
  },
  "action [show]/settings/actions giveRole": {
    rule: "owner",
    ask: inSettings("giveRole", ({ other }) => ({ handle: other.name, role: "trusted" })),
  },
  "action [show]/settings/actions revokeOpenInvitation": {
    rule: "owner",
    ask: async (stage) => {
      const { db, showId, owner } = stage;
      await invite(db, { showId, role: "trusted", actor: owner });
      const { id } = await db.invitation.findFirstOrThrow({ where: { showId } });
      return inSettings("revokeOpenInvitation", () => ({ id }))(stage);
    },
  },
  "action [show]/state/actions splitHere": {
    rule: "invited",
    ask: async ({ show, documentId }) => {
      const { splitHere } = await import("@/app/[show]/state/actions");
      return splitHere(form({ show, documentId, base: 1, segment: 0, at: 1 }));
    },
  },
  "action [show]/[slug]/alignment/actions correctHere": {
    rule: "invited",
    ask: async ({ show, documentId }) => {
      const { correctHere } = await import("@/app/[show]/[slug]/alignment/actions");
      return correctHere(form({ show, slug: "1", documentId, base: 1, segment: 0, mark: 0 }));
    },
  },
  "action [show]/settings/actions blockPerson": {
    rule: "reviewer",
    ask: inSettings("blockPerson", ({ other }) => ({ handle: other.name, reason: "Why" })),
  },
  "action [show]/settings/actions rejectPerson": {
    rule: "reviewer",
    ask: inSettings("rejectPerson", ({ other }) => ({ handle: other.name, reason: "Why" })),
  },
  "action [show]/settings/actions unblockPerson": {
    rule: "reviewer",
    ask: async (stage) => {
      const { showId, other, owner, db } = stage;
      await block(db, { showId, userId: other.id, actor: owner, reason: "Why" });
      return inSettings("unblockPerson", () => ({ handle: other.name }))(stage);
    },
  },
  "action [show]/settings/actions takeBackPerson": {
    rule: "reviewer",
    ask: inSettings("takeBackPerson", ({ other }) => ({ handle: other.name, since: "2020-01-01" })),
  },
  "action [show]/settings/invite-somebody inviteSomebody": {
    rule: "owner",
    ask: async (stage) => {
      const { inviteSomebody } = await import("@/app/[show]/settings/invite-somebody");
      return inviteSomebody(idle, form({ show: stage.show, role: "trusted" }));
    },
  },
  "action [show]/settings/webhooks/actions addShowWebhook": {
    rule: "owner",
    ask: async (stage) => {
      const { addShowWebhook } = await import("@/app/[show]/settings/webhooks/actions");
      return addShowWebhook(stage.show, idle, form({ url: "https://hook.example/y", event: "proposed" }));
    },
  },
  "action [show]/settings/webhooks/actions removeShowWebhook": {
    rule: "owner",
    ask: async ({ db, showId, owner }) => {
      const { removeShowWebhook } = await import("@/app/[show]/settings/webhooks/actions");
      await addWebhook(db, { showId, url: "https://hook.example/x", events: ["proposed"], owner });
      const { id } = await db.webhook.findFirstOrThrow({ where: { showId } });
      await removeShowWebhook(form({ id }));
      return (await db.webhook.count({ where: { id } })) === 0;
    },
  },
  "action review/actions closeMyReport": {
    rule: "reviewer",
    ask: async ({ db, documentId }) => {
      const { closeMyReport } = await import("@/app/review/actions");
      const { episodeId } = await db.document.findUniqueOrThrow({ where: { id: documentId } });
      const data = { id: randomUUID(), episodeId, documentId, segmentId: 1, quote: "One", start: 1 };
      const { id } = await db.report.create({ data });
      // It leads back to the queue.
      await closeMyReport(form({ id, outcome: "dismissed" })).catch(() => {});
      return (await db.report.findUniqueOrThrow({ where: { id } })).outcome !== null;
    },
  },
  "action review/claim-actions decideOnClaim": {
    rule: "reviewer",
    ask: async (stage) => {
      const { decideOnClaim } = await import("@/app/review/claim-actions");
      return decideOnClaim(form({ id: (await stage.claim()).id, decision: "reject", reason: "Why" }));
    },
  },
  "action review/claim-actions decideOnEvidence": {
    rule: "reviewer",
    ask: async (stage) => {
      const { decideOnEvidence } = await import("@/app/review/claim-actions");
      return decideOnEvidence(
        form({ id: (await stage.claim()).evidence, decision: "reject", reason: "Why" }),
      );
    },
  },
  "action review/claim-actions decideOnRepeat": {
    rule: "reviewer",
    ask: async (stage) => {
      const { decideOnRepeat } = await import("@/app/review/claim-actions");
      return decideOnRepeat(form({ id: await anchorOf(stage), decision: "accept" }));
    },
  },
  "action review/claim-actions decideOnSurvey": {
    rule: "anyReviewer",
    ask: async (stage) => {
      const { decideOnSurvey } = await import("@/app/review/claim-actions");
      return decideOnSurvey(form({ id: await stage.survey(), decision: "reject", reason: "Why" }));
    },
  },
  "action contributions/[id]/actions sendComment": {
    rule: "account",
    ask: async (stage) => {
      const { sendComment } = await import("@/app/contributions/[id]/actions");
      return sendComment(idle, form({ id: await stage.open(), text: "Thanks" }));
    },
  },
  "action contributions/[id]/actions withdrawMine": {
    rule: "own",
    ask: async (stage) => {
      const { withdrawMine } = await import("@/app/contributions/[id]/actions");
      const id = await stage.open();
      await withdrawMine(form({ id }));
      return (await stage.db.contribution.findUniqueOrThrow({ where: { id } })).status === "withdrawn";
    },
  },
  "action contributions/[id]/actions sendAmendment": {
    rule: "own",
    ask: async (stage) => {
      const { sendAmendment } = await import("@/app/contributions/[id]/actions");
      const fields = { id: await stage.open(), version: 1, base: 1, again: "", message: "" };
      const key = randomUUID();
      return sendAmendment(idle, form({ ...fields, idempotencyKey: key, place: `Four ${key} six.` }));
    },
  },
  "action settings/actions makeMyToken": {
    rule: "account",
    ask: async () =>
      (await import("@/app/settings/actions")).makeMyToken(
        idle,
        form({ name: "x", scope: "read", days: "30" }),
      ),
  },
  "action settings/actions revokeMyToken": {
    rule: "own",
    ask: async ({ db, maker }) => {
      const { revokeMyToken } = await import("@/app/settings/actions");
      const made = await makeToken(db, { userId: maker.id, name: "x", scopes: ["read"] });
      if (!made.ok) throw new Error(made.reason);
      const { id } = await db.token.findFirstOrThrow({
        where: { userId: maker.id },
        orderBy: { id: "desc" },
      });
      await revokeMyToken(form({ id }));
      return (await db.token.findUniqueOrThrow({ where: { id } })).revokedAt !== null;
    },
  },
  "action settings/set-my-choices setMyChoices": {
    rule: "account",
    ask: async ({ db }) => {
      const before = await db.noticeChoice.count();
      await (await import("@/app/settings/set-my-choices")).setMyChoices(form({}));
      return (await db.noticeChoice.count()) > before;
    },
  },
  "action settings/set-my-commit-address setMyCommitAddress": {
    rule: "account",
    ask: async ({ db }) => {
      await (await import("@/app/settings/set-my-commit-address")).setMyCommitAddress(form({ shown: "on" }));
      return (await db.user.count({ where: { id: now.person?.id ?? randomUUID() } })) === 1;
    },
  },
  "action settings/set-my-mirror setMyMirror": {
    rule: "owner",
    ask: async ({ show }) => {
      const { setMyMirror } = await import("@/app/settings/set-my-mirror");
      const fields = { show, url: "", branch: "", token: "", what: "remove" };
      return setMyMirror(idle, form(fields));
    },
  },
  "action claims/[id]/actions withdrawMyClaim": {
    rule: "own",
    ask: async (stage) => {
      const { withdrawMyClaim } = await import("@/app/claims/[id]/actions");
      return withdrawMyClaim(form({ claimId: (await stage.claim()).id }));
    },
  },
  "action claims/[id]/actions withdrawFigure": {
    rule: "own",
    ask: async (stage) => {
      const { withdrawFigure } = await import("@/app/claims/[id]/actions");
      const { id, evidence } = await stage.claim();
      return withdrawFigure(form({ claimId: id, evidenceId: evidence }));
    },
  },
  "action claims/[id]/actions sendEvidence": {
    rule: "account",
    ask: async (stage) => {
      const { sendEvidence } = await import("@/app/claims/[id]/actions");
      return sendEvidence(form({ claimId: (await stage.claim()).id, figure: "" }));
    },
  },
  ...Object.fromEntries(
    (["retractFigures", "retractWave", "mergeOfSurvey"] as const).map((name) => [
      `action surveys/[slug]/tidy/actions ${name}`,
      {
        rule: "anyReviewer" as const,
        ask: async () => {
          const actions = await import("@/app/surveys/[slug]/tidy/actions");
          const far = String(2_000_000_000);
          return actions[name](
            form({ survey: "s-1", reason: "Why", figure: far, wave: far, from: far, into: far }),
          );
        },
      },
    ]),
  ),
  "action surveys/propose/actions sendSurvey": {
    rule: "account",
    ask: async () =>
      (await import("@/app/surveys/propose/actions")).sendSurvey(idle, form({ csv: csvOf({}) })),
  },
  "action surveys/propose/actions withdrawMySurvey": {
    rule: "own",
    ask: async (stage) => {
      const { withdrawMySurvey } = await import("@/app/surveys/propose/actions");
      return withdrawMySurvey(form({ id: await stage.survey() }));
    },
  },

  "api POST /contributions": {
    rule: "invited",
    ask: post(
      async () => "/contributions",
      "contribute",
      ({ show }) => ({
        ...{ document: `${show}/1`, kind: "transcript", base: 1 },
        text: TEXT.replace("One", `One ${randomUUID()}`),
      }),
    ),
  },
  "api POST /claims": {
    rule: "account",
    ask: post(
      async () => "/claims",
      "contribute",
      ({ show }) => ({ document: `${show}/1`, segment: 2_000_000_000, quote: "5 percent" }),
    ),
  },
  "api POST /claims/{id}/evidence": {
    rule: "account",
    ask: post(
      async (stage) => {
        const { id } = await stage.claim();
        await anchorOf(stage, id);
        const quantity = { kind: "percent", value: 1, unit: "percent", comparator: "exactly" };
        await stage.db.claim.update({ where: { id }, data: { quantity } });
        return `/claims/${id}/evidence`;
      },
      "contribute",
      () => ({ statistic: 2_000_000_000 }),
    ),
  },
  "api POST /surveys": {
    rule: "account",
    ask: post(
      async () => "/surveys",
      "contribute",
      () => ({ csv: "x" }),
    ),
  },
  "api PATCH /shows/{show}": {
    rule: "owner",
    ask: post(
      async ({ show }) => `/shows/${show}`,
      "review",
      () => ({ author: "Ann" }),
      "PATCH",
    ),
  },
  "api POST /shows/{show}/fetch": {
    rule: "owner",
    ask: post(
      async ({ show }) => `/shows/${show}/fetch`,
      "review",
      () => ({}),
    ),
  },
  "api POST /episodes/{show}": {
    rule: "reviewer",
    ask: post(
      async ({ show }) => `/episodes/${show}`,
      "review",
      () => ({ title: "One more" }),
    ),
  },
  "api PATCH /episodes/{show}/{episode}": {
    rule: "reviewer",
    ask: post(
      async ({ show }) => `/episodes/${show}/1`,
      "review",
      () => ({ season: 2 }),
      "PATCH",
    ),
  },
  "api POST /episodes/{show}/{episode}/transcript": {
    rule: "invited",
    ask: post(
      async ({ show }) => `/episodes/${show}/1/transcript`,
      "contribute",
      () => ({ text: `Ana: ${randomUUID()} other.` }),
    ),
  },
  ...Object.fromEntries(
    (
      [
        ["/episodes/{show}/{episode}/audio", "reviewer"],
        ["/episodes/{show}/{episode}/artwork", "reviewer"],
        ["/shows/{show}/artwork", "owner"],
      ] as const
    ).map(([path, rule]) => [
      `api POST ${path}`,
      {
        rule,
        ask: post(
          async ({ show }) => path.replace("{show}", show).replace("{episode}", "1"),
          "review",
          () => ({ no: "file" }),
        ),
      },
    ]),
  ),
  "api POST /episodes/{show}/{episode}/notes": {
    rule: "reviewer",
    ask: post(
      async ({ show }) => `/episodes/${show}/1/notes`,
      "review",
      () => ({ text: "Notes." }),
    ),
  },
  "api POST /contributions/{id}/reviews": {
    rule: "reviewer",
    ask: post(
      async (stage) => `/contributions/${await stage.open()}/reviews`,
      "review",
      () => ({ decision: "reject", version: 1, comment: "No" }),
    ),
  },
};

/** A form's answer: refused by a right, or not. */
const sentOr = (state: { status: string; reason?: string }) => {
  const rights = ["sign-in", "not-invited", "blocked"];
  return state.status === "refused" && !rights.includes(state.reason ?? "") ? "asked" : state;
};

let database: TestDatabase;
/** What was asked of the database in this call. */
let asked: string[] = [];
const kept = globalThis as typeof globalThis & { onRecordDatabase?: unknown };

beforeAll(async () => {
  database = await createTestDatabase();
  const imported = await importSurvey(database.db, [new TextEncoder().encode(csvOf({}))]);
  if (!imported.ok) throw new Error("There is no survey");
  kept.onRecordDatabase = database.db.$extends({
    query: {
      $allOperations: ({ model, operation, args, query }) => {
        const { strings } = args as { strings?: readonly string[] };
        const text = strings ? strings.join("?").replace(/\s+/g, " ").trim() : `${model} ${operation}`;
        return Promise.resolve(query(args)).then((result: unknown) => {
          // What is changed where it is one's own changes nothing of another's.
          const nothing = result === 0 || (result as { count?: number } | null)?.count === 0;
          asked.push(nothing ? `${text}: nothing` : text);
          return result;
        });
      },
    },
  });
});
afterAll(async () => {
  delete kept.onRecordDatabase;
  await database.drop();
});

let stages = 0;
async function stageFor(who: Who): Promise<{ stage: Stage; actor: Person | null }> {
  const { db } = database;
  const n = ++stages;
  const show = `ways-${n}`;
  const { id: showId } = await makeShow(db, { slug: show, contribute: "invited" });
  const [maker, other, owner] = await Promise.all(
    ["maker", "other", "owner"].map((name) => person(db, `${name}-${n}`)),
  );
  if (!maker || !other || !owner) throw new Error("Somebody is missing");
  await grant(db, maker, showId, "contributor");
  await grant(db, owner, showId, "owner");
  const documentId = await makeDocument(db, { showId, text: TEXT, path: `${show}/x-1.md`, duration: 20 });
  const { episodeId } = await db.document.findUniqueOrThrow({ where: { id: documentId } });
  const stage: Stage = {
    ...{ db, show, showId, documentId, maker, other, owner },
    open: async () => {
      const text = TEXT.replace("five", randomUUID());
      const made = await propose(db, {
        ...{ author: maker, documentId, base: 1, text, channel: "document", agreed: true },
      });
      if (!made.ok) throw new Error(made.reason);
      return made.contribution.id;
    },
    claim: async () => {
      const { id } = await db.claim.create({
        data: {
          ...{ episodeId, proposerName: maker.name, proposerId: maker.id },
          quantity: { kind: "percent", value: 1, unit: "percent", comparator: "exactly", form: "number" },
        },
      });
      const { id: statisticId } = await db.statistic.findFirstOrThrow();
      const { id: evidence } = await db.evidence.create({
        data: {
          ...{ claimId: id, statisticId, statisticVersion: 1, relation: "context", outcome: "differs" },
          ...{ proposerName: maker.name, proposerId: maker.id },
        },
      });
      return { id, evidence };
    },
    survey: async () => {
      const data = { csv: "x", rows: 1, surveys: ["s"], about: {}, note: null };
      const made = await db.surveyProposal.create({
        data: { ...data, proposerId: maker.id, proposerName: maker.name },
      });
      return made.id;
    },
    request: async () => {
      const { id: unowned } = await makeShow(db, { slug: `unowned-${++stages}` });
      const made = await db.showRequest.create({
        data: { kind: "own", userId: maker.id, showId: unowned, title: "Unowned", code: "on-record-1" },
      });
      return made.id;
    },
    first: async () => {
      const made = await db.firstText.create({
        data: {
          ...{ showId, slug: `first-${randomUUID()}`, text: TEXT, channel: "form", licence: "CC BY-SA 4.0" },
          ...{ authorId: maker.id, authorName: maker.name },
        },
      });
      return made.id;
    },
  };
  if (who === "nobody") return { stage, actor: null };
  if (who === "maker") return { stage, actor: maker };
  const actor = await person(db, `actor-${n}`, who === "administrator");
  if (who === "elsewhere") {
    const elsewhere = await makeShow(db, { slug: `elsewhere-${n}` });
    await grant(db, actor, elsewhere.id, "maintainer");
  } else if (who !== "administrator") await grant(db, actor, showId, who);
  return { stage, actor };
}

const walked = Object.entries(WAYS).flatMap(([name, way]) =>
  "rule" in way
    ? [{ name, way: way as Way }]
    : Object.entries(way as Readonly<Record<string, Way>>).map(([kind, each]) => ({
        name: `${name} ${kind}`,
        way: each,
      })),
);

test("every way in has a rule, and every rule is about a way that there is", () => {
  const ways = findWaysIn();
  expect(ways.length).toBeGreaterThan(120);
  expect(Object.keys(WAYS).sort()).toEqual(ways);
});

const closed = walked.filter(({ way }) => way.ask);

/** What a caller without the right may cost: finding who calls, what is asked for, and their rights. */
const MOST_QUERIES = 6;
const WRITES =
  /^(?:INSERT|UPDATE|DELETE)\b|\b(?:create|update|upsert|delete)(?:Many)?$|\bFOR (?:NO KEY )?UPDATE\b/;
/** Of one's own contribution it is asked in the same query whether it is one's own. */
const READS_TEXT =
  /^(?:Revision|ContributionVersion) |^(?!.*\bauthor_id = ).*\b(?:revisions|contribution_versions)\b/;

test.each(closed.map(({ name, way }) => [name, way] as const))(
  "%s lets in whom its rule names",
  async (_, way) => {
    const allowed: readonly string[] = RULES[way.rule];
    for (const who of WHO) {
      const { stage, actor } = await stageFor(who);
      now.person = actor;
      asked = [];
      const line = await outcomeOf(async () => way.ask?.(stage));
      const said = `${who}: ${line}`;
      expect(letIn(line), said).toBe(allowed.includes(who));
      if (letIn(line)) continue;
      // A limit counts, and a token says when it was used.
      const own = asked.filter((query) => !/\blimits\b|^Token /.test(query));
      expect(own.length, own.join("\n")).toBeLessThanOrEqual(MOST_QUERIES);
      expect(own.filter((query) => WRITES.test(query))).toEqual([]);
      expect(own.filter((query) => READS_TEXT.test(query))).toEqual([]);
    }
  },
);
