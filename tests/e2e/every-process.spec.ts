import { type Database, openDatabase } from "../../server/db";
import { refreshSearch } from "../../server/doors/search/refresh-search";
import { DEMO_CONTRIBUTOR, DEMO_MAINTAINER } from "../../server/people/accounts/demo-people";
import { appendRevisions } from "../../server/text/documents/append-revisions";
import { decideClaim } from "../../server/work/claims/decide-claim";
import { propose } from "../../server/work/contributions/propose";
import { startSite } from "../support/site";
import { EPISODE } from "./support/reader";
import { personOf } from "./support/review-show";
import { expect, test } from "./support/test";

test("what changes is in the next answer of every process", { tag: "@once" }, async ({ site }) => {
  const second = await startSite({ beside: site, env: { NEXTAUTH_URL: site.url } });
  const db = openDatabase(site.databaseUrl);
  const textOf = async (url: string, path: string) => (await fetch(url + path)).text();
  /** Asks both processes before and after, so that what was there before was kept. */
  const expectShown = async (what: string, path: string, text: string, change: () => Promise<unknown>) => {
    const shown = () =>
      Promise.all([site.url, second.url].map(async (url) => (await textOf(url, path)).includes(text)));
    expect(await shown(), what).toEqual([false, false]);
    await change();
    expect(await shown(), what).toEqual([true, true]);
  };
  try {
    const { id: episodeId, audioUrl } = await db.episode.findFirstOrThrow({ where: { slug: "1" } });
    const titled = [
      "/figures/1",
      "/embed/figures/1",
      "/figures",
      "/figures/feed.xml",
      "/",
      "/api/v1/episodes",
    ];
    for (const [index, path] of titled.entries()) {
      const title = `Title number ${index}.`;
      await expectShown(`title: ${path}`, path, title, () =>
        db.episode.update({ where: { id: episodeId }, data: { title } }),
      );
    }
    const [word, next] = ["nearly", "practically"];
    await accept(db, episodeId, "almost", word);
    for (const ending of ["", ".vtt", ".txt", ".md", ".json", ".html"])
      expect((await textOf(second.url, EPISODE + ending)).includes(word), ending).toBe(true);
    await expectShown("revision", `${EPISODE}.vtt`, next, () => accept(db, episodeId, word, next));
    await expectShown("speaker", "/figures/feed.xml", "Mara Renamed", () =>
      db.person.update({ where: { name: "Mara Lindqvist" }, data: { name: "Mara Renamed" } }),
    );
    await expectShown("chapter", `${EPISODE}/chapters.json`, "A Chapter of Its Own", () =>
      db.chapter.create({ data: { episodeId, position: 0, startSeconds: 0, title: "A Chapter of Its Own" } }),
    );
    const bars = Buffer.alloc(200, 0x70);
    await expectShown("waveform", EPISODE, "7".repeat(200), () =>
      db.waveform.upsert({
        where: { audioUrl: audioUrl ?? "" },
        update: { bars, triedAt: new Date() },
        create: { audioUrl: audioUrl ?? "", bars, triedAt: new Date() },
      }),
    );
    const claim = await db.claim.findFirstOrThrow({ where: { status: "proposed", episodeId } });
    const decider = await personOf(db, DEMO_MAINTAINER.handle);
    await expectShown("claim", `${EPISODE}/claims.jsonld`, `/claims/${claim.id}"`, () =>
      decideClaim(db, { claimId: claim.id, decision: "publish", reason: "Why", decider: decider! }),
    );
    const contributor = DEMO_CONTRIBUTOR.handle;
    await expectShown("person", `/people/${contributor}`, "Contributor Renamed", () =>
      db.user.update({ where: { handle: contributor }, data: { name: "Contributor Renamed" } }),
    );
    const id = await suggest(db, episodeId, next, "hardly");
    await db.contribution.update({ where: { id }, data: { status: "withdrawn" } });
    await expectShown("credit", `/people/${contributor}`, `/contributions/${id}"`, () =>
      db.contribution.update({ where: { id }, data: { status: "open" } }),
    );
    await expectShown("search", "/search?q=tangerine", "/figures/1?t=", async () => {
      await accept(db, episodeId, next, "tangerine");
      await refreshSearch(db);
    });
    const renamed = { name: "Somebody Renamed" };
    await expectShown("account", "/figures", renamed.name, () =>
      db.user.update({ where: { handle: DEMO_MAINTAINER.handle }, data: renamed }),
    );
  } finally {
    await db.$disconnect();
    await second.stop();
  }
});

/** A change of an episode's transcript. */
async function change(db: Database, episodeId: number, from: string, to: string) {
  const document = await db.document.findFirstOrThrow({ where: { episodeId, kind: "transcript" } });
  const { id: documentId, head: base } = document;
  const { text } = await db.revision.findUniqueOrThrow({
    where: { documentId_number: { documentId, number: base } },
  });
  return { documentId, base, text: text.replace(from, to) };
}

/** Sends one in, as the demonstration's contributor. */
async function suggest(db: Database, episodeId: number, from: string, to: string): Promise<number> {
  const author = await personOf(db, DEMO_CONTRIBUTOR.handle);
  const proposal = await change(db, episodeId, from, to);
  const made = await propose(db, { ...proposal, author, channel: "document", agreed: true });
  if (!made.ok) throw new Error(made.reason);
  return made.contribution.id;
}

/** Accepts one, as the site does. */
async function accept(db: Database, episodeId: number, from: string, to: string): Promise<void> {
  const accepted = { ...(await change(db, episodeId, from, to)), summary: "a test" };
  const author = { name: "Casey", id: null };
  const appended = await db.$transaction((tx) => appendRevisions(tx, [{ ...accepted, author }]));
  expect(appended).toMatchObject({ ok: true });
}
