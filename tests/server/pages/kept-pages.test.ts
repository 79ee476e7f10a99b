import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { seed } from "../../../prisma/seed";
import { DEMO_CONTRIBUTOR, DEMO_MAINTAINER } from "../../../server/people/accounts/demo-people";
import { type Author, appendRevisions } from "../../../server/text/documents/append-revisions";
import { askTogether } from "../../../server/text/pages/ask-together";
import { DIGESTED, findDigests, nameOf } from "../../../server/text/pages/find-digests";
import { KeptPages } from "../../../server/text/pages/kept-pages";
import { findWaveform } from "../../../server/text/waveforms/find-waveform";
import { addEvidence } from "../../../server/work/claims/add-evidence";
import { decideClaim } from "../../../server/work/claims/decide-claim";
import { decideEvidence } from "../../../server/work/claims/decide-evidence";
import { describeSurvey } from "../../../server/work/surveys/describe-survey";
import { exportCsv } from "../../../server/work/surveys/export-csv";
import { importSurvey } from "../../../server/work/surveys/import-survey";
import { personOf } from "../../e2e/support/review-show";
import { createTestDatabase, type TestDatabase } from "../../support/database";

const NAME = { show: "figures", slug: "1" };
const PATH = "/figures/1";
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await seed(database.db);
});
afterAll(() => database.drop());

const titled = (title: string) => database.db.episode.updateMany({ where: { slug: "1" }, data: { title } });
beforeEach(async () => void (await titled("As it was")));

/** Pages that say the episode's title, and how often each was made. */
function keeping() {
  const made: string[] = [];
  const pages = new KeptPages({
    db: database.db,
    make: async (path) => {
      const { title } = await database.db.episode.findFirstOrThrow({ where: { slug: "1" } });
      made.push(path);
      return { body: Buffer.from(`<h1>${title}</h1>`), headers: { "content-type": "text/html" } };
    },
  });
  const get = async () => String((await pages.get(NAME, PATH, "identity"))?.body);
  return { pages, made, get };
}

describe("a page that is kept", () => {
  test("is made once, however many ask for it at once", async () => {
    const { made, get } = keeping();
    const all = await Promise.all(Array.from({ length: 50 }, get));
    expect(new Set(all)).toEqual(new Set(["<h1>As it was</h1>"]));
    await get();
    expect(made).toEqual([PATH]);
  });

  test("is the new one as soon as there is a new one, on every server", async () => {
    const servers = [keeping(), keeping()];
    for (const title of ["One", "Two", "Three"]) {
      await titled(title);
      for (const { get } of servers) expect(await get()).toBe(`<h1>${title}</h1>`);
    }
    expect(servers[0]?.made).toHaveLength(3);
  });

  test("is never older than when it was asked for, whatever else goes on", async () => {
    const { get } = keeping();
    let written = 0;
    let over = false;
    const writing = (async () => {
      for (let i = 1; i <= 40; i += 1) {
        await titled(`${i}`);
        written = i;
      }
      over = true;
    })();
    const reading = Array.from({ length: 8 }, async () => {
      while (!over) {
        const least = written;
        const shown = Number(/>(\d+)</.exec(await get())?.[1] ?? 0);
        expect(shown).toBeGreaterThanOrEqual(least);
      }
    });
    await Promise.all([writing, ...reading]);
    expect(await get()).toBe("<h1>40</h1>");
  });

  test("comes compressed as it was asked for, each under a name of its own", async () => {
    const { pages } = keeping();
    const [plain, gzip, br] = await Promise.all(
      (["identity", "gzip", "br"] as const).map((encoding) => pages.get(NAME, PATH, encoding)),
    );
    expect(gunzipSync(gzip?.body ?? "").equals(plain?.body ?? Buffer.alloc(0))).toBe(true);
    expect(brotliDecompressSync(br?.body ?? "").equals(plain?.body ?? Buffer.alloc(0))).toBe(true);
    expect(new Set([plain?.etag, gzip?.etag, br?.etag]).size).toBe(3);
    expect((await pages.get(NAME, PATH, "br"))?.body).toBe(br?.body);
  });

  test("is none where there is no such episode, and none is kept where none could be made", async () => {
    const { pages, made } = keeping();
    expect(await pages.get({ show: "figures", slug: "99" }, "/figures/99", "br")).toBeNull();
    expect(made).toEqual([]);
    let times = 0;
    const failing = new KeptPages({ db: database.db, make: async () => (times++ ? null : null) });
    for (let i = 0; i < 2; i += 1) expect(await failing.get(NAME, PATH, "br")).toBeNull();
    expect(times).toBe(2);
  });
});

describe("a digest", () => {
  const digest = async () => (await findDigests(database.db, [NAME])).get(nameOf(NAME));

  test("is another after each change of what the page shows, and the same without one", async () => {
    const { db } = database;
    const episode = await db.episode.findFirstOrThrow({
      where: { slug: "1" },
      include: { show: true, documents: true, appearances: true },
    });
    const { id: episodeId, showId } = episode;
    const document = episode.documents.find(({ kind }) => kind === "transcript");
    const person = await db.person.create({ data: { name: "Someone Else" } });
    const writer = await db.user.create({ data: { handle: "someone", name: "Casey" } });
    const audioUrl = episode.audioUrl ?? "";
    const changes: Record<string, () => Promise<unknown>> = {
      title: () => titled("Another"),
      show: () => db.show.update({ where: { id: showId }, data: { title: "Figures, Again" } }),
      revision: () => append(document?.id ?? 0, { name: "Casey", id: writer.id }),
      writer: () => db.user.update({ where: { id: writer.id }, data: { handle: "someone-new" } }),
      chapter: () => db.chapter.create({ data: { episodeId, position: 0, startSeconds: 0, title: "One" } }),
      credit: () => db.credit.create({ data: { showId, personId: person.id, position: 0 } }),
      name: () => db.person.update({ where: { id: person.id }, data: { name: "Renamed" } }),
      appearance: () =>
        db.appearance.create({ data: { episodeId, personId: person.id, turns: 1, words: 1 } }),
      waveform: () => findWaveform(db, audioUrl),
    };
    const seen = new Set([await digest()]);
    for (const [what, change] of Object.entries(changes)) {
      await change();
      const now = await digest();
      expect(seen.has(now), what).toBe(false);
      expect(await digest(), what).toBe(now);
      seen.add(now);
    }
    const all = await findDigests(db, [NAME, { show: "figures", slug: "2" }, { show: "x", slug: "1" }]);
    expect([...all.keys()].sort()).toEqual(["figures 1", "figures 2"]);
  });

  test("is another after each decision about a claim and each change of what it rests on, not after a proposal", async () => {
    const { db } = database;
    const [maintainer, other] = await Promise.all(
      [DEMO_MAINTAINER, DEMO_CONTRIBUTOR].map(({ handle }) => personOf(db, handle)),
    );
    const decider = maintainer!;
    const SURVEY = "anaconda-state-of-data-science";
    const waiting = await db.claim.findFirstOrThrow({ where: { status: "proposed" } });
    const held = await db.evidence.findFirstOrThrow({
      where: { status: "accepted", claim: { episode: { slug: "1" } } },
    });
    const free = await db.statistic.findFirstOrThrow({
      where: { NOT: { versions: { some: { evidence: { some: {} } } } } },
    });
    const decide = (claimId: number, decision: "publish" | "retire") =>
      decideClaim(db, { claimId, decision, reason: "Why", decider });
    const before = await digest();
    const added = await addEvidence(db, {
      ...{ author: other!, claimId: held.claimId, evidence: { statisticId: free.id, note: null } },
    });
    expect(added.ok, "proposed").toBe(true);
    expect(await digest(), "proposed").toBe(before);
    const evidence = (evidenceId: number, decision: "accept" | "reject") =>
      decideEvidence(db, { evidenceId, decision, reason: "Why", decider });
    const csv = await exportCsv(db, { survey: SURVEY });
    const changes: Record<string, () => Promise<{ ok: boolean }>> = {
      published: () => decide(waiting.id, "publish"),
      retired: () => decide(waiting.id, "retire"),
      "published again": () => decide(waiting.id, "publish"),
      accepted: () => evidence(added.ok ? added.evidenceId : 0, "accept"),
      "taken off": () => evidence(held.id, "reject"),
      imported: () => importSurvey(db, [new TextEncoder().encode(csv?.replace(",37,", ",38,"))]),
      described: () => describeSurvey(db, SURVEY, { waves: { "2021": { sampling: "probability" } } }),
    };
    const seen = new Set([before]);
    for (const [what, change] of Object.entries(changes)) {
      expect((await change()).ok, what).toBe(true);
      const now = await digest();
      expect(seen.has(now), what).toBe(false);
      seen.add(now);
    }
  });

  /** Tables that no episode's page shows anything of, each with why. Whoever adds a table says here which it is. */
  const NOT_SHOWN: Record<string, string> = {
    _prisma_migrations: "which migrations were applied",
    accounts: "next-auth's",
    agreements: "a contribution's own page shows them",
    audit: "maintainers see it",
    blocks: "a person's own",
    categories: "counted by the episodes whose claims rest on them: claims_version",
    claim_anchors: "another with each revision, and only then",
    claims: "counted by their episode: claims_version",
    comments: "a contribution's own page shows them",
    commits: "what revisions are in the git repository",
    contribution_versions: "another with each version of a contribution",
    evidence: "counted by its episode: claims_version",
    gap_skips: "a person's own",
    invitations: "a person's own",
    job_progress: "how far a job has come",
    licence_agreements: "a person's own",
    limits: "how much who has asked for",
    log: "each entry is a revision, which its document's head tells",
    mirrors: "a show's owner sees it",
    notice_choices: "a person's own",
    mails: "a person's own",
    notices: "a person's own",
    passages: "derived for search",
    plays: "counted, and not shown to listeners",
    questions: "counted by the episodes whose claims rest on them: claims_version",
    repository: "which git repository is projected",
    redactions: "their document counts them",
    reports: "maintainers see them",
    reviews: "a contribution's own page shows them",
    revisions: "immutable; the document's head names the one that is shown",
    searched: "derived for search",
    segments: "another with each revision, and only then",
    sessions: "next-auth's",
    show_roles: "shown on the show's page alone",
    moved_addresses: "asked only where no page is found",
    spoken_words: "derived for search",
    statistic_versions: "immutable; the statistic names the one that counts",
    statistics: "counted by the episodes whose claims rest on them: claims_version",
    surveys: "counted by the episodes whose claims rest on them: claims_version",
    survey_proposals: "not here before it is published; maintainers see it",
    tokens: "a person's own",
    verification_tokens: "next-auth's",
    waves: "counted by the episodes whose claims rest on them: claims_version",
    webhook_deliveries: "a show's owner sees them",
    webhooks: "a show's owner sees them",
  };

  test("leaves out no table without a reason", async () => {
    const tables = await database.db.$queryRaw<{ name: string }[]>`
      SELECT table_name::text AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
    const decided = new Set([...DIGESTED, ...Object.keys(NOT_SHOWN)]);
    const undecided = tables.map(({ name }) => name).filter((name) => !decided.has(name));
    expect(
      undecided,
      "If an episode's page shows anything of a new table, add it to server/text/pages/find-digests.ts, else to NOT_SHOWN here with the reason: otherwise pages would be shown that are out of date",
    ).toEqual([]);
  });
});

/** Accepts a change of a document, as the site does. */
async function append(documentId: number, author: Author): Promise<void> {
  const { head } = await database.db.document.findUniqueOrThrow({ where: { id: documentId } });
  const { text } = await database.db.revision.findUniqueOrThrow({
    where: { documentId_number: { documentId, number: head } },
  });
  const change = { documentId, base: head, text: text.replace("almost", "nearly"), summary: "a test" };
  const appended = await database.db.$transaction((tx) => appendRevisions(tx, [{ ...change, author }]));
  expect(appended).toMatchObject({ ok: true });
}

describe("asking together", () => {
  test("those who ask meanwhile are asked for in the next question, and never told what was before", async () => {
    const asked: number[][] = [];
    let now = 0;
    const ask = askTogether(async (questions: readonly number[]) => {
      asked.push([...questions]);
      const then = now;
      await new Promise((done) => setTimeout(done, 5));
      return questions.map(() => then);
    });
    const first = ask(1);
    await new Promise((done) => setTimeout(done, 1));
    now = 1;
    const later = [ask(2), ask(3)];
    expect(await first).toBe(0);
    expect(await Promise.all(later)).toEqual([1, 1]);
    expect(asked).toEqual([[1], [2, 3]]);
  });

  test("a question that fails fails for those who asked it, and not for the next", async () => {
    let fails = true;
    const ask = askTogether(async (questions: readonly number[]) => {
      if (fails) throw new Error("away");
      return questions;
    });
    const both = await Promise.allSettled([ask(1), ask(2)]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    fails = false;
    expect(await ask(3)).toBe(3);
  });
});
