import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { explain } from "../../../app/review/explain";
import { PROBLEMS } from "../../../server/doors/api/problems";
import { refreshSearch } from "../../../server/doors/search/refresh-search";
import { hashAddress } from "../../../server/people/limits/hash-address";
import { countPlay } from "../../../server/text/episodes/count-play";
import { accept } from "../../../server/work/contributions/accept";
import { agree } from "../../../server/work/contributions/agree";
import { nextGaps } from "../../../server/work/contributions/next-gaps";
import { openSuggestions } from "../../../server/work/contributions/open-suggestions";
import { type ParagraphFields, paragraphEdits } from "../../../server/work/contributions/paragraph-edits";
import { propose } from "../../../server/work/contributions/propose";
import { readGap } from "../../../server/work/contributions/read-gap";
import { readParagraph } from "../../../server/work/contributions/read-paragraph";
import type { Refusal } from "../../../server/work/contributions/refusal";
import {
  apiWordsFor,
  apiWordsForReview,
  COMMENT_REFUSALS,
  DECISION_REFUSALS,
  gitLineFor,
  REFUSALS,
  REVERT_REFUSALS,
  type ReviewRefusal,
  sentenceFor,
  sentenceForDecision,
} from "../../../server/work/contributions/refusals";
import { skipGap } from "../../../server/work/contributions/skip-gap";
import { termsFor } from "../../../server/work/contributions/terms-for";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, headText, makeDocument, makeShow, person } from "./stage";

const TEXT =
  "**Ana:** \\[00:01\\] We asked \\[unintelligible 00:00:03.15\\] people, and \\[inaudible\\] said so.\n\nAnd they answered.\n\n**Ben:** How many was that?\n";

let database: TestDatabase;
let ana: { id: string; name: string };
let mo: { id: string; name: string };
let showId: number;
let show: string;
let documentId: number;
let next = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { db } = database;
  next += 1;
  show = `f${next}`;
  ana = await person(db, `fana-${next}`);
  mo = await person(db, `fmo-${next}`);
  showId = (await makeShow(db, { slug: show })).id;
  await grant(db, mo, showId, "maintainer");
  documentId = await makeDocument(db, { showId, text: TEXT, duration: 30 });
  await db.episode.updateMany({ where: { showId }, data: { audioUrl: "/a.mp3" } });
});

const place = (gap = 0) => ({ documentId, base: 1, segmentId: 1, gap });

async function fill(words: string, gap = 0, author = ana) {
  const result = await propose(database.db, {
    author,
    documentId,
    base: 1,
    segmentId: 1,
    edits: [{ kind: "gap", gap, answer: { words } }],
    agreed: true,
  });
  if (!result.ok) throw new Error(result.reason);
  return result.contribution.id;
}

describe("a gap as its form shows it", () => {
  test("it has both sides, its second, and who speaks", async () => {
    const gap = await readGap(database.db, place(), null);
    expect(gap).toMatchObject({ speaker: "Ana", before: "We asked", suggestions: [] });
    expect(gap?.after).toMatch(/^people, and \[…\] said so\.$/);
    expect(gap?.seconds).toBeCloseTo(3.5, 5);
    // A gap without a time gets the time of the next word.
    const second = await readGap(database.db, place(1), null);
    expect(second?.seconds).toBeGreaterThan(3.5);
    expect(second?.seconds).toBeLessThan(30);
  });

  test("there is none where there is none", async () => {
    for (const wrong of [
      { gap: 2 },
      { segmentId: 2 },
      { segmentId: 99 },
      { base: 2 },
      { documentId: 2 ** 30 },
    ])
      expect(await readGap(database.db, { ...place(), ...wrong }, null)).toBeNull();
  });

  test("what others hear stands together, with who agrees", async () => {
    const id = await fill("eleven");
    const other = await fill("seven", 0, mo);
    await fill("nobody", 1);
    expect(await agree(database.db, { id: other, personId: ana.id })).toEqual({ ok: true, agreements: 1 });
    expect(await agree(database.db, { id: other, personId: ana.id })).toEqual({ ok: true, agreements: 1 });
    expect(await agree(database.db, { id, personId: ana.id })).toEqual({ ok: false, reason: "own" });
    const all = await openSuggestions(database.db, { ...place(), personId: ana.id });
    expect(all).toEqual([
      expect.objectContaining({ id: other, words: "seven", agreements: 1, mine: false, agreed: true }),
      expect.objectContaining({ id, words: "eleven", agreements: 0, mine: true, agreed: false }),
    ]);
    await accept(database.db, { id, version: 1, reviewer: mo });
    expect((await openSuggestions(database.db, { ...place(), personId: null })).map(({ id }) => id)).toEqual([
      other,
    ]);
    expect(await agree(database.db, { id, personId: mo.id })).toMatchObject({ reason: "decided" });
  });

  test("the terms say what somebody has to do", async () => {
    const { db } = database;
    const stranger = { id: null, name: "A listener", addressHash: "x" } as const;
    expect(await termsFor(db, { author: stranger, documentId })).toMatchObject({ name: null, signIn: true });
    expect(await termsFor(db, { author: ana, documentId })).toMatchObject({
      name: ana.name,
      signIn: false,
      licence: "CC BY-SA 4.0",
    });
    await fill("eleven");
    expect(await termsFor(db, { author: ana, documentId })).toMatchObject({ licence: null });
    await db.show.update({ where: { id: showId }, data: { contribute: "anyone" } });
    expect(await termsFor(db, { author: stranger, documentId })).toMatchObject({ signIn: false });
  });
});

describe("the queue of gaps", () => {
  const queue = (who: string, done: string[] = []) => nextGaps(database.db, { show, who, done, take: 10 });
  const names = async (who: string, done?: string[]) =>
    (await queue(who, done)).map(({ slug, segmentId, gap }) => `${slug} ${segmentId}.${gap}`);

  test("what many listen to comes first; what cannot be heard is left out", async () => {
    const { db } = database;
    const quiet = await makeDocument(db, { showId, slug: "quiet", text: TEXT });
    expect(await names("a")).toEqual(["1 1.0", "1 1.1"]);
    await db.episode.updateMany({ where: { showId }, data: { audioUrl: "/a.mp3" } });
    expect(await names("a")).toEqual(["1 1.0", "1 1.1", "quiet 1.0", "quiet 1.1"]);
    for (let i = 0; i < 3; i += 1) await countPlay(db, { show, slug: "quiet" });
    await countPlay(db, { show, slug: "none" });
    expect(await names("a")).toEqual(["quiet 1.0", "quiet 1.1", "1 1.0", "1 1.1"]);
    expect(await names("a", [`${quiet}.1.0`])).toEqual(["quiet 1.1", "1 1.0", "1 1.1"]);
    expect(await db.play.findMany({ where: { episode: { showId } } })).toMatchObject([{ plays: 3 }]);
  });

  test("each says when its paragraph begins, once search has read it", async () => {
    const around = async () => (await queue("a")).map((gap) => gap.around);
    expect(await around()).toEqual([null, null]);
    await refreshSearch(database.db);
    expect(await around()).toEqual([1.5, 1.5]);
  });

  test("a show that answers soon comes before one that does not", async () => {
    const { db } = database;
    const decide = async (days: number) => {
      const id = await fill("eleven", 1);
      await accept(db, { id, version: 1, reviewer: mo });
      await db.$executeRaw`UPDATE contributions SET created_at = decided_at - make_interval(days => ${days}) WHERE id = ${id}`;
    };
    const everywhere = async (slug: string) =>
      (await nextGaps(db, { who: "a", done: [], take: 100 })).findIndex((gap) => gap.show === slug);
    const slow = show;
    await decide(40);
    const fast = `q${next}`;
    showId = (await makeShow(db, { slug: fast })).id;
    await grant(db, mo, showId, "maintainer");
    documentId = await makeDocument(db, { showId, text: TEXT });
    await db.episode.updateMany({ where: { showId }, data: { audioUrl: "/a.mp3" } });
    await decide(0);
    expect(await everywhere(fast)).toBeLessThan(await everywhere(slow));
  });

  test("a skipped gap goes to others first, and one that three could not hear comes late", async () => {
    const { db } = database;
    await skipGap(db, { ...place(), who: "a", unheard: false });
    expect(await names("a")).toEqual(["1 1.1", "1 1.0"]);
    expect(await names("b")).toEqual(["1 1.0", "1 1.1"]);
    for (const who of ["c", "d", "e"]) await skipGap(db, { ...place(), who, unheard: true });
    expect(await names("b")).toEqual(["1 1.1", "1 1.0"]);
    // Skipping a gap that does not exist stores nothing.
    await skipGap(db, { ...place(7), who: "a", unheard: true });
    expect(await db.gapSkip.count({ where: { documentId } })).toBe(4);
  });

  test("one's own suggestion is done; another's comes behind what nobody has heard", async () => {
    await fill("eleven");
    expect(await names(ana.id)).toEqual(["1 1.1"]);
    expect(await names(mo.id)).toEqual(["1 1.1", "1 1.0"]);
  });
});

describe("a paragraph's form", () => {
  const send = async (segmentId: number, form: Partial<ParagraphFields>) => {
    const paragraph = await readParagraph(database.db, { documentId, base: 1, segmentId });
    if (!paragraph) throw new Error("no paragraph");
    const { body, name } = paragraph;
    const edits = paragraphEdits(
      { body, speaker: name ?? "", remove: false, ...form },
      { name, body, next: paragraph.next?.body ?? null, newsletter: false },
    );
    const result = await propose(database.db, {
      author: ana,
      documentId,
      base: 1,
      segmentId,
      edits,
      agreed: true,
    });
    if (!result.ok) return result.reason;
    const { id } = result.contribution;
    await accept(database.db, { id, version: 1, reviewer: mo });
    return (await headText(database.db, documentId)).split("\n\n");
  };
  const [ONE, TWO, THREE] = TEXT.split("\n\n");

  test("says what it is about", async () => {
    const paragraph = await readParagraph(database.db, { documentId, base: 1, segmentId: 2 });
    expect(paragraph).toMatchObject({
      kind: "text",
      name: null,
      body: "And they answered.",
      next: { body: "How many was that?" },
      people: ["Ana", "Ben"],
    });
    expect(paragraph?.starts).toHaveLength(3);
    expect(await readParagraph(database.db, { documentId, base: 1, segmentId: 9 })).toBeNull();
  });

  test("words", async () =>
    expect(await send(2, { body: "But they answered." })).toEqual([ONE, "But they answered.", THREE]));
  test("a speaker, new or known", async () =>
    expect(await send(2, { speaker: "Cleo" })).toEqual([ONE, "**Cleo:** And they answered.", THREE]));
  test("no speaker", async () =>
    expect(await send(3, { speaker: "" })).toEqual([ONE, TWO, "How many was that?\n"]));
  test("a split, and who speaks then", async () =>
    expect(await send(3, { body: "How\n\n**Ana:** many\n \nwas that?" })).toEqual([
      ONE,
      TWO,
      "**Ben:** How",
      "**Ana:** many",
      "was that?\n",
    ]));
  test("a join", async () =>
    expect(await send(2, { join: "shown", body: "And they answered. How many was that?" })).toEqual([
      ONE,
      "And they answered. How many was that?\n",
    ]));
  test("a join by a tick, without scripts: the next paragraph's words are added, not lost", async () =>
    expect(await send(2, { join: "added", body: "And they replied." })).toEqual([
      ONE,
      "And they replied. How many was that?\n",
    ]));
  test("blank lines at its ends split nothing", async () =>
    expect(await send(2, { body: "\n\nBut they answered.\n \n" })).toEqual([
      ONE,
      "But they answered.",
      THREE,
    ]));
  test("a removal", async () => expect(await send(2, { remove: true })).toEqual([ONE, THREE]));
  test("all at once", async () =>
    expect(await send(2, { join: "shown", speaker: "Ben", body: "And they\n\nanswered. How many?" })).toEqual(
      [ONE, "**Ben:** And they", "answered. How many?\n"],
    ));
  test("nothing", async () => expect(await send(2, {})).toBe("nothing-changed"));
  test("a label in the words, also behind a label", async () => {
    expect(await send(2, { body: "**Eve:** I was here." })).toBe("label");
    expect(await send(3, { body: "**Eve:** I was here." })).toBe("label");
  });
});

test("an address is kept so that nobody can tell it", () => {
  const hash = hashAddress("203.0.113.7", "secret");
  expect(hash).toMatch(/^[\w-]{22}$/);
  expect(hashAddress("203.0.113.7", "secret")).toBe(hash);
  expect(hashAddress("203.0.113.8", "secret")).not.toBe(hash);
  expect(hashAddress("203.0.113.7", "another")).not.toBe(hash);
});

test("every refusal is a sentence that says what to do", () => {
  const plain = [
    "sign-in",
    "not-invited",
    "no-segment",
    "too-long",
    "control-characters",
    "nothing-changed",
    "label",
  ] as const;
  for (const reason of plain) expect(sentenceFor({ reason }), reason).toMatch(/^[A-Z].{30,}\.$/);
  expect(sentenceFor({ reason: "blocked", because: "spam" })).toContain("spam");
  expect(sentenceFor({ reason: "licence", licence: "CC0 1.0" })).toContain("CC0 1.0");
  expect(sentenceFor({ reason: "too-many-open", most: 20 })).toContain("20");
  expect(sentenceFor({ reason: "too-fast", most: 120 })).toContain(
    "You have sent 120 in the last hour, which is the limit.",
  );
});

test("the catalogue has words for every refusal, in the API and in git as well", () => {
  const known = { because: "spam", licence: "CC0 1.0", most: 20, status: "accepted", version: 2 } as const;
  for (const reason of Object.keys(REFUSALS)) {
    const refusal = { reason, ...known } as unknown as Refusal;
    expect(sentenceFor(refusal), reason).toMatch(/^[A-Z].+\.$/);
    expect(gitLineFor(refusal), reason).toMatch(/.+(\.|spam)$/);
    const { kind, detail, field } = apiWordsFor(refusal);
    expect(Object.keys(PROBLEMS), reason).toContain(kind);
    expect(detail, reason).not.toBe("");
    if (kind === "invalid" && field !== undefined) expect(["document", "base", "text"]).toContain(field);
  }
});

test("a decision, a revert and a comment that are refused have words too, a decision in the API as well", () => {
  for (const [reason, { sentence }] of Object.entries(DECISION_REFUSALS)) {
    expect(sentence, reason).toMatch(/^[A-Z].+\.$/);
    expect(sentenceForDecision(reason)).toBe(sentence);
    expect(explain(reason)).toBe(sentence);
  }
  for (const [reason, sentence] of Object.entries({ ...REVERT_REFUSALS, ...COMMENT_REFUSALS }))
    expect(sentence, reason).toMatch(/^[A-Z].+\.$/);
  const known = { ok: false, status: "changes_requested", version: 2, head: 3, conflicts: [] } as const;
  for (const [reason, words] of Object.entries(DECISION_REFUSALS)) {
    if (!("api" in words)) continue;
    const { kind, detail } = apiWordsForReview({ reason, ...known } as unknown as ReviewRefusal);
    expect(Object.keys(PROBLEMS), reason).toContain(kind);
    expect(detail, reason).toMatch(/^[A-Z`].+\.$/);
  }
  expect(explain("accepted")).toBe("Accepted.");
  for (const code of ["", "nothing-of-ours", "__proto__", "constructor"]) expect(explain(code)).toBeNull();
});
