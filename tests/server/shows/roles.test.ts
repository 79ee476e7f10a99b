import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readEnvironment } from "../../../lib/read-environment";
import { askForRepository, setRepository } from "../../../server/doors/clones/refresh-repository-job";
import { askForFetch, setFetchInterval } from "../../../server/doors/feeds/refresh-feed-job";
import { askForDraft } from "../../../server/work/drafts/ask-for-draft";
import { discardDraft, publishDraft } from "../../../server/work/drafts/publish-draft";
import { beginDocument } from "../../../server/work/first-texts/begin-document";
import { decideFirst } from "../../../server/work/first-texts/decide-first";
import { addEpisode } from "../../../server/work/shows/add-episode";
import { bringAudio } from "../../../server/work/shows/bring-audio";
import { bringCover } from "../../../server/work/shows/bring-cover";
import { bringTranscript } from "../../../server/work/shows/bring-transcript";
import { editFields } from "../../../server/work/shows/edit-fields";
import { episodeColumns, showColumns } from "../../../server/work/shows/field-values";
import { askForDemonstration } from "../../../server/work/site/ask-for-demonstration";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { ROLES } from "../../support/roles";
import { grant, makeShow, person } from "../contributions/stage";

type Actor = { id: string; name: string };

// Every action of a show's home for every role, as tests/server/roles.test.ts has those of reviewing. Where somebody is let in, the
// answer is "yes", or what is missing on this bare stage.
const REVIEWS = (then: string) => `- - - - ${then} ${then} ${then}`;
const OWNS = (then: string) => `- - - - - ${then} ${then}`;
const TABLE: Record<string, readonly string[]> = {
  ...row("edit an episode's field", REVIEWS("yes")),
  ...row("edit a show's field", OWNS("yes")),
  ...row("add an episode", REVIEWS("yes")),
  ...row("begin show notes", REVIEWS("yes")),
  ...row("bring an episode's audio", REVIEWS("empty")),
  ...row("bring an episode's cover", REVIEWS("not-a-picture")),
  ...row("bring a show's cover", OWNS("not-a-picture")),
  // The show asks for an invitation; from those who have one it is proposed.
  ...row("bring a first transcript", "not-invited yes yes not-invited yes yes yes"),
  ...row("accept a first transcript", REVIEWS("yes")),
  ...row("reject a first transcript", REVIEWS("yes")),
  ...row("take a first transcript of somebody else's back", "- - - - - - -"),
  ...row("ask for a first draft", REVIEWS("no-recogniser")),
  ...row("publish a first draft", REVIEWS("yes")),
  ...row("throw a first draft away", REVIEWS("no-draft")),
  ...row("fetch the feed", OWNS("no-feed")),
  ...row("set how often the feed is fetched", OWNS("no-feed")),
  ...row("let the show follow no repository", OWNS("yes")),
  ...row("fetch the repository", OWNS("no-repository")),
  ...row("install the demonstration", "- - - - - - here-already"),
};

function row(what: string, answers: string) {
  return { [what]: answers.split(" ").map((answer) => (answer === "-" ? "not-allowed" : answer)) };
}

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const environment = readEnvironment({});

async function actions(n: number): Promise<Record<string, (actor: Actor) => Promise<unknown>>> {
  const { db } = database;
  const slug = `home-${n}`;
  const { id: showId } = await makeShow(db, { slug, contribute: "invited" });
  const episode = async (name: string) =>
    (await db.episode.create({ data: { showId, slug: name, sortKey: name, title: name } })).id;
  const [one, two, three] = [await episode("one"), await episode("two"), await episode("three")];
  await db.draft.create({
    data: { episodeId: three, askerName: "Ana", state: "made", text: "**Ana:** One.\n", recogniser: "x" },
  });
  const author = await person(db, `home-author-${n}`);
  const first = () =>
    db.firstText.create({
      data: {
        ...{ showId, slug: randomUUID(), text: "**Ana:** One.\n", channel: "form", licence: "CC0" },
        ...{ authorId: author.id, authorName: author.name },
      },
    });
  const decide = (decision: "accept" | "reject" | "withdraw") => async (actor: Actor) =>
    decideFirst(db, { id: (await first()).id, decision, person: actor });
  const { transcribe } = environment;
  const ofShow = { show: slug, slug: "one", length: 0, body: null, environment };
  const asked = (actor: Actor) => ({ showId, person: actor });
  return {
    "edit an episode's field": (actor) =>
      editFields(db, { showId, slug: "one", changes: episodeColumns({ season: 2 }), actor }),
    "edit a show's field": (actor) =>
      editFields(db, { showId, slug: null, changes: showColumns({ author: "Ann" }), actor }),
    "add an episode": (actor) => addEpisode(db, { showId, values: { title: { title: "More" } }, actor }),
    "begin show notes": (actor) =>
      beginDocument(db, { showId, episodeId: one, kind: "notes", text: "Notes.\n", author: actor }),
    "bring an episode's audio": (actor) => bringAudio(db, { ...ofShow, actor }),
    "bring an episode's cover": (actor) =>
      bringCover(db, { showId, slug: "one", bytes: Buffer.from("MZ"), actor, environment }),
    "bring a show's cover": (actor) =>
      bringCover(db, { showId, slug: null, bytes: Buffer.from("MZ"), actor, environment }),
    "bring a first transcript": (actor) =>
      bringTranscript(db, {
        ...{ showId, episodeId: two, author: actor, agreed: true },
        file: { bytes: Buffer.from("Ana: One two."), name: "pasted.txt", type: null },
      }),
    "accept a first transcript": decide("accept"),
    "reject a first transcript": decide("reject"),
    "take a first transcript of somebody else's back": decide("withdraw"),
    "ask for a first draft": (actor) => askForDraft(db, { ...asked(actor), episodeId: one, transcribe }),
    "publish a first draft": (actor) => publishDraft(db, { ...asked(actor), episodeId: three }),
    "throw a first draft away": (actor) => discardDraft(db, { ...asked(actor), episodeId: one }),
    "fetch the feed": ({ id: personId }) => askForFetch(db, { showId, personId }),
    "set how often the feed is fetched": ({ id: personId }) =>
      setFetchInterval(db, { showId, personId, everyMinutes: 60 }),
    "let the show follow no repository": (actor) =>
      setRepository(db, { ...asked(actor), url: "", trusted: false, allowInternal: false }),
    "fetch the repository": (actor) => askForRepository(db, asked(actor)),
    "install the demonstration": (actor) => askForDemonstration(db, actor),
  };
}

test("each action of a show's home is for whom it is, and writes nothing for anybody else", async () => {
  const { db } = database;
  const elsewhere = await makeShow(db, { slug: "elsewhere" });
  await makeShow(db, { slug: "figures" });
  const found: Record<string, string[]> = {};
  for (const [n, role] of ROLES.entries()) {
    const all = await actions(n);
    const { id: showId } = await db.show.findUniqueOrThrow({ where: { slug: `home-${n}` } });
    // "nobody" has no account: this is the session of a deleted one.
    const actor =
      role === "nobody"
        ? { id: randomUUID(), name: "nobody" }
        : await person(db, `home-actor-${n}`, role === "administrator");
    if (role === "elsewhere") await grant(db, actor, elsewhere.id, "maintainer");
    else if (role !== "nobody" && role !== "administrator") await grant(db, actor, showId, role);
    for (const what of Object.keys(TABLE)) {
      const result = (await all[what]?.(actor)) as { ok: boolean; reason?: string } | undefined;
      found[what] = [...(found[what] ?? []), result?.ok ? "yes" : (result?.reason ?? "nothing")];
    }
    const isLetIn = role === "maintainer" || role === "owner" || role === "administrator";
    expect((await db.auditEntry.count({ where: { actorName: actor.name } })) > 0, role).toBe(isLetIn);
  }
  expect(found).toEqual(TABLE);
});
