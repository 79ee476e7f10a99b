import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seed } from "../../../prisma/seed";
import { refreshSearch } from "../../../server/doors/search/refresh-search";
import { DEMO_CONTRIBUTOR, DEMO_MAINTAINER } from "../../../server/people/accounts/demo-people";
import { type Author, appendRevisions } from "../../../server/text/documents/append-revisions";
import { findState, findStates } from "../../../server/text/pages/find-states";
import { addEvidence } from "../../../server/work/claims/add-evidence";
import { decideClaim } from "../../../server/work/claims/decide-claim";
import { decideEvidence } from "../../../server/work/claims/decide-evidence";
import { describeSurvey } from "../../../server/work/surveys/describe-survey";
import { exportCsv } from "../../../server/work/surveys/export-csv";
import { importSurvey } from "../../../server/work/surveys/import-survey";
import { personOf } from "../../e2e/support/review-show";
import { createTestDatabase, type TestDatabase } from "../../support/database";

const EPISODE = { of: "episode", show: "figures", slug: "1" } as const;
const SHOW = { of: "show", show: "figures" } as const;
const SITE = { of: "site" } as const;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await seed(database.db);
});
afterAll(() => database.drop());

const titled = (title: string, slug = "1") =>
  database.db.episode.updateMany({ where: { slug }, data: { title } });

describe("the state of a person", () => {
  test("is another after each change of what their page shows, and the same without one", async () => {
    const { db } = database;
    const person = await db.user.create({ data: { handle: "credited", name: "Robin" } });
    const scope = { of: "person", handle: "credited" } as const;
    const stateNow = (handle = "credited") => findState(db, { ...scope, handle });
    const document = await db.document.findFirstOrThrow({
      where: { kind: "transcript", episode: { slug: "2" } },
    });
    const segment = await db.segment.findFirstOrThrow({ where: { documentId: document.id } });
    const seen = new Set([await stateNow()]);
    const contribution = await db.contribution.create({
      data: {
        ...{ documentId: document.id, segmentId: segment.id, authorId: person.id, authorName: "Robin" },
        channel: "paragraph",
        versions: {
          create: {
            ...{ number: 1, documentId: document.id, base: document.head },
            ...{ splices: [], summary: "A word", added: 1, removed: 0 },
          },
        },
      },
    });
    const where = { id: contribution.id };
    const changes: Record<string, () => Promise<unknown>> = {
      "first contribution": async () => {},
      accepted: () =>
        db.contribution.update({ where, data: { status: "accepted", revision: 1, decidedAt: new Date() } }),
      "taken back": () => db.contribution.update({ where, data: { revertedAt: new Date() } }),
      "an episode's title": () => titled("Another of the same", "2"),
      "a show's title": () => db.show.updateMany({ where: { slug: "figures" }, data: { title: "Figures" } }),
      name: () => db.user.update({ where: { id: person.id }, data: { name: "Robin Again" } }),
    };
    for (const [what, change] of Object.entries(changes)) {
      await change();
      const now = await stateNow();
      expect(seen.has(now), what).toBe(false);
      expect(await stateNow(), what).toBe(now);
      seen.add(now);
    }
    const now = await stateNow();
    await db.user.update({ where: { id: person.id }, data: { showEmail: true } });
    expect(await stateNow(), "what the page does not show").toBe(now);
    await db.user.update({ where: { id: person.id }, data: { handle: "credited-2" } });
    expect([await stateNow(), seen.has(await stateNow("credited-2"))]).toEqual([undefined, false]);
    expect(await stateNow("\0")).toBeUndefined();
  });

  test("an account that comes or goes raises the site", async () => {
    const { db } = database;
    const site = () => findState(db, SITE);
    const before = await site();
    const { id } = await db.user.create({ data: { handle: "just-here" } });
    const with1 = await site();
    await db.user.delete({ where: { id } });
    expect(new Set([before, with1, await site()]).size).toBe(3);
  });
});

test("what search finds raises the site once its passages are made", async () => {
  const { db } = database;
  const site = () => findState(db, SITE);
  const before = await site();
  await db.searched.updateMany({ data: { version: 0 } });
  const stale = await site();
  await refreshSearch(db);
  expect(new Set([before, stale, await site()]).size).toBe(3);
});

describe("the state of an episode", () => {
  const stateNow = () => findState(database.db, EPISODE);

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
      waveform: () =>
        db.waveform.create({ data: { audioUrl, bars: Buffer.alloc(200), triedAt: new Date() } }),
      gone: () => db.user.delete({ where: { id: writer.id } }),
    };
    const seen = new Set([await stateNow()]);
    for (const [what, change] of Object.entries(changes)) {
      await change();
      const now = await stateNow();
      expect(seen.has(now), what).toBe(false);
      expect(await stateNow(), what).toBe(now);
      seen.add(now);
    }
    const none = { ...EPISODE, slug: "\0" };
    const wanted = [EPISODE, { ...EPISODE, slug: "2" }, { ...EPISODE, show: "x" }, none, SHOW];
    const all = await findStates(db, wanted);
    expect([...all.keys()].sort()).toEqual([
      "episode figures 1",
      "episode figures 2",
      "show figures",
      "site",
      "surveys",
    ]);
  });

  test("is the same after a proposal, which its page does not show, and another after one was taken back", async () => {
    const { db } = database;
    const { id } = await db.document.findFirstOrThrow({
      where: { kind: "transcript", episode: { slug: "1" } },
    });
    const showNow = () => findState(db, SHOW);
    const seen = [await stateNow(), await showNow()];
    const contribution = await db.contribution.create({
      data: {
        ...{ documentId: id, authorName: "Robin", channel: "paragraph" },
        versions: {
          create: {
            number: 1,
            documentId: id,
            base: 1,
            splices: [],
            summary: "A word",
            added: 1,
            removed: 0,
          },
        },
      },
    });
    const where = { id: contribution.id };
    expect(await stateNow(), "proposed").toBe(seen[0]);
    expect(await showNow(), "proposed").not.toBe(seen[1]);
    await db.contribution.update({ where, data: { changedAt: new Date(0) } });
    const decidedAt = new Date();
    await db.contribution.update({ where, data: { status: "rejected", decidedAt } });
    expect(await stateNow(), "decided").toBe(seen[0]);
    await db.contribution.update({ where, data: { status: "accepted", decidedAt, revision: 1 } });
    seen.push(await stateNow());
    await db.contribution.update({ where, data: { revertedAt: new Date() } });
    seen.push(await stateNow());
    expect(new Set(seen).size).toBe(seen.length);
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
    const before = await stateNow();
    const added = await addEvidence(db, {
      ...{ author: other!, claimId: held.claimId, evidence: { statisticId: free.id, note: null } },
    });
    expect(added.ok, "proposed").toBe(true);
    expect(await stateNow(), "proposed").toBe(before);
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
      const now = await stateNow();
      expect(seen.has(now), what).toBe(false);
      seen.add(now);
    }
  });
});

/**
 * Tables that raise no counter, each with why. The others have their triggers in
 * prisma/migrations/20261129180000_counters: whoever adds a table gives it some, or says here why not.
 */
const RAISES_NONE: Record<string, string> = {
  _prisma_migrations: "which migrations were applied",
  accounts: "next-auth's",
  agreements: "a contribution's own page shows them",
  audit: "maintainers see it",
  blocks: "a person's own",
  comments: "a contribution's own page shows them",
  commits: "what revisions are in the git repository",
  contribution_versions: "another with each version of a contribution",
  alignments: "maintainers see them; the times that come of them are in word_times",
  begin_codes: "until there is an administrator; shown nowhere",
  archives: "on their way to the job that imports them",
  audio_hosts: "when a host is asked again",
  counters: "the counters themselves",
  drafts: "reviewers see them; one that is published becomes a document, which raises its own",
  evidence_terms: "written together with their evidence",
  feed_follows: "a show's owner sees it",
  figure_words: "derived of questions and categories, which raise",
  field_edits: "maintainers see them; the row that was edited raises its own",
  file_times: "taken over when their contribution is accepted, which raises the document's",
  first_texts: "their authors and reviewers see them; an accepted one becomes a document",
  gap_skips: "a person's own",
  import_problems: "maintainers see them",
  invitations: "a person's own",
  job_progress: "how far a job is; no page that is kept shows it",
  licence_agreements: "a person's own",
  limits: "how much who has asked for",
  log: "each entry is a revision, which its document's head tells",
  mirrors: "a show's owner sees it",
  notice_choices: "a person's own",
  mails: "a person's own",
  moved_addresses: "asked only where no page is found, which is never kept",
  notices: "a person's own",
  passages: "written together with searched, which tells of them",
  plays: "counted, and not shown to listeners",
  repository: "which git repository is projected",
  redactions: "their document counts them",
  reports: "maintainers see them",
  segments: "another with each revision, and only then",
  sessions: "next-auth's",
  heard_points: "asked for by the player itself, for the file that a listener has",
  show_requests: "a person's own; administrators see them",
  sign_in_links: "a person's own",
  site: "read by no page that is kept",
  source_checks: "maintainers see them; a file that changed raises its own",
  spoken_words: "written together with searched, which tells of them",
  renamed_files: "what documents are called elsewhere; no page shows it",
  repository_follows: "a show's owner sees it",
  statistic_versions: "immutable; the statistic names the one that counts",
  survey_proposals: "not here before it is published; maintainers see it",
  tokens: "a person's own",
  transcript_requests: "counted on /gaps, which is not kept",
  uploads: "found by their hashes, which never change; pictures tells which are shown",
  verification_tokens: "next-auth's",
  webhook_deliveries: "a show's owner sees them",
  webhooks: "a show's owner sees them",
};

test("each table raises a counter, or it is said why not", async () => {
  const tables = await database.db.$queryRaw<{ name: string; raises: boolean }[]>`
    SELECT c.relname::text AS name,
           EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = c.oid AND t.tgname = 'update_raises') AS raises
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')`;
  const undecided = tables
    .filter(({ name, raises }) => raises === name in RAISES_NONE)
    .map(({ name }) => name);
  expect(
    undecided,
    "If anything that is kept (server/text/pages/keys.ts) shows a new table, a migration gives it triggers as 20261129180000_counters does; else it stands in RAISES_NONE here with the reason",
  ).toEqual([]);
});

describe("a counter", () => {
  const inTransaction = async (work: () => Promise<unknown>, slug: string) =>
    database.db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL lock_timeout = '2s'`;
      await tx.episode.updateMany({ where: { slug }, data: { title: `Title ${Math.random()}` } });
      await work();
    });
  const states = () => findStates(database.db, [EPISODE, { ...EPISODE, slug: "2" }, SHOW]);

  test("is raised for all when the change can be seen, and not before", async () => {
    const before = await states();
    await inTransaction(async () => expect(await states()).toEqual(before), "1");
    const after = await states();
    for (const name of ["episode figures 1", "show figures", "site"])
      expect(after.get(name), name).not.toBe(before.get(name));
    for (const name of ["episode figures 2", "surveys"]) expect(after.get(name), name).toBe(before.get(name));
  });

  test("is as it was where the change was taken back", async () => {
    const before = await states();
    await expect(inTransaction(() => Promise.reject(new Error("No")), "1")).rejects.toThrow("No");
    expect(await states()).toEqual(before);
  });

  test("keeps nobody waiting: two changes at one show at once", async () => {
    const showNow = async () => (await states()).get("show figures");
    const seen = [await showNow()];
    await inTransaction(async () => {
      await inTransaction(async () => {}, "2");
      seen.push(await showNow());
    }, "1");
    seen.push(await showNow());
    expect(new Set(seen).size, "each of both counts").toBe(3);
  });

  test("is raised once a transaction, however many statements change something", async () => {
    const { db } = database;
    const site = () => db.counter.count({ where: { kind: "site" } });
    const slots = await site();
    await db.$transaction(async (tx) => {
      for (let i = 0; i < 5; i += 1) await tx.episode.updateMany({ data: { title: `Again ${i}` } });
    });
    expect(await site()).toBe(slots);
  });

  test("is not raised by what only maintainers see", async () => {
    const before = await states();
    await database.db.contribution.updateMany({ data: { heldUntil: new Date() } });
    await database.db.user.updateMany({ data: { showEmail: true } });
    expect(await states()).toEqual(before);
    expect(await findState(database.db, SITE)).toBe(before.get("site"));
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
