import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listNotices } from "../../../server/people/notices/list-notices";
import { addressOf, sentenceOf } from "../../../server/people/notices/sentence-of";
import { readSource } from "../../../server/text/documents/read-source";
import { describeFile } from "../../../server/text/transcript-files/describe-file";
import { accept } from "../../../server/work/contributions/accept";
import { propose } from "../../../server/work/contributions/propose";
import { decideFirst } from "../../../server/work/first-texts/decide-first";
import { readFirst } from "../../../server/work/first-texts/read-first";
import { bringTranscript, readBrought } from "../../../server/work/shows/bring-transcript";
import { listOwnShows } from "../../../server/work/shows/list-own-shows";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, headText, makeShow, person } from "../contributions/stage";

let database: TestDatabase;
let shows = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const VTT =
  "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Speaker 1>Bread needs time and water.\n\n00:05.000 --> 00:07.000\n<v Bob>And salt, I would say.\n";
const file = (text: string, name = "one.vtt") => ({
  bytes: new TextEncoder().encode(text),
  name,
  type: null,
});

async function stage() {
  const { db } = database;
  const slug = `bring-${++shows}`;
  const show = await makeShow(db, { slug });
  const [owner, guest] = [await person(db, `${slug}-owner`), await person(db, `${slug}-guest`)];
  await grant(db, owner, show.id, "owner");
  const { id: episodeId } = await db.episode.create({
    data: { showId: show.id, slug: "1", sortKey: "1", title: "One" },
  });
  const bring = (text: string, more = {}) =>
    bringTranscript(db, {
      ...{ showId: show.id, episodeId, file: file(text), author: owner, agreed: true },
      ...more,
    });
  const added = async () => {
    const brought = await bring(VTT);
    if (!brought.ok || brought.status !== "added") throw new Error("not added");
    return brought.documentId;
  };
  return { db, show, owner, guest, episodeId, bring, added };
}

describe("a transcript that somebody brings", () => {
  test("is described before it is kept: who speaks, when, and what cannot be read", async () => {
    const read = await readBrought(file(`${VTT}\n00:09.000 --> nonsense\nLost.\n`));
    if (!read.ok) throw new Error(read.problem.reason);
    expect(describeFile(read)).toMatchObject({
      ...{ kind: "vtt", grain: "line", from: 1, to: 9, words: 11 },
      speakers: [
        { name: "Speaker 1", turns: 1, isNamed: false },
        { name: "Bob", turns: 1, isNamed: true },
      ],
    });
    expect(describeFile(read).allProblems).toBeGreaterThan(0);
    for (const [name, bytes] of [
      ["song.mp3", new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 0xff, 0xff])],
      ["t.docx", zipSync({ "../../etc/passwd": new Uint8Array([1]) })],
      ["empty.vtt", new TextEncoder().encode("WEBVTT\n")],
    ] as const)
      expect(await readBrought({ bytes, name, type: null }), name).toMatchObject({ ok: false });
  });

  test("is an episode's first, with the times of its words, and is credited to whoever brought it", async () => {
    const { db, bring, owner } = await stage();
    const brought = await bring(VTT);
    expect(brought).toMatchObject({ ok: true, status: "added", hasUnnamed: true });
    if (!brought.ok || brought.status !== "added") return;
    const { documentId } = brought;
    expect(await db.revision.findFirst({ where: { documentId } })).toMatchObject({
      ...{ authorId: owner.id, imported: false, number: 1 },
    });
    const { path } = await db.document.findUniqueOrThrow({ where: { id: documentId } });
    const source = await readSource(db, { documentId, number: 1, path });
    expect(source?.starts(null)[5]).toBe(5);
    expect(source?.known?.source).toBe("file");
  });

  test("is proposed by somebody who does not review there, and becomes the first once it is accepted", async () => {
    const { db, bring, show, guest, owner, episodeId } = await stage();
    const nobody = { id: null, name: "", addressHash: "an-address" };
    expect(await bring(VTT, { author: nobody })).toEqual({ ok: false, reason: "sign-in" });
    const more = { author: guest, idempotencyKey: "the-same-form" };
    const proposed = await bring(VTT, more);
    if (!proposed.ok || proposed.status !== "first-proposed") throw new Error(JSON.stringify(proposed));
    const { id } = proposed;
    expect(await bring(VTT, more), "the same form once more").toEqual(proposed);
    expect(await db.document.count({ where: { episodeId } })).toBe(0);
    expect(await listOwnShows(db, owner.id)).toMatchObject([{ slug: show.slug, firsts: 1 }]);
    const [told] = await listNotices(db, owner.id);
    expect([told && sentenceOf(told), told && addressOf(told)]).toEqual([
      `${guest.name} proposed: a transcript of One`,
      `/contributions/first/${id}`,
    ]);

    const stranger = await person(db, `${show.slug}-stranger`);
    expect(await readFirst(db, { id, personId: stranger.id })).toBe(null);
    expect(await readFirst(db, { id, personId: guest.id })).toMatchObject({
      ...{ mayDecide: false, mayWithdraw: true, words: 10, speakers: ["Speaker 1", "Bob"] },
    });
    const decide = (decision: "accept" | "reject" | "withdraw", who = owner) =>
      decideFirst(db, { id, decision, person: who });
    for (const [decision, who] of [
      ["accept", guest],
      ["reject", stranger],
      ["withdraw", owner],
    ] as const)
      expect(await decide(decision, who)).toEqual({ ok: false, reason: "not-allowed" });
    // Two who decide at once.
    const both = await Promise.all([decide("accept"), decide("reject")]);
    expect(both.map((decided) => decided.ok).sort()).toEqual([false, true]);
    if (!both[0]?.ok) return;
    const document = await db.document.findFirstOrThrow({
      where: { episodeId },
      include: { revisions: true },
    });
    expect(document.revisions).toMatchObject([
      { authorId: guest.id, reviewerId: owner.id, number: 1, imported: false },
    ]);
    const source = await readSource(db, { documentId: document.id, number: 1, path: document.path });
    expect(source?.starts(null)[5]).toBe(5);
    const [live] = await listNotices(db, guest.id);
    expect(live && sentenceOf(live)).toBe("Your change is live: a transcript of One");
  });

  test("is not proposed where somebody may not contribute, or in place of one that came meanwhile", async () => {
    const { db, bring, show, guest, added } = await stage();
    await db.show.update({ where: { id: show.id }, data: { contribute: "invited" } });
    expect(await bring(VTT, { author: guest })).toEqual({ ok: false, reason: "not-invited" });
    await db.show.update({ where: { id: show.id }, data: { contribute: "signed_in" } });
    expect(await bring(VTT, { author: guest, agreed: false })).toMatchObject({ reason: "licence" });
    const proposed = await bring(VTT, { author: guest });
    if (!proposed.ok || proposed.status !== "first-proposed") throw new Error(JSON.stringify(proposed));
    await added();
    const admin = await person(db, `${show.slug}-admin`, true);
    expect(await decideFirst(db, { id: proposed.id, decision: "accept", person: admin })).toEqual({
      ...{ ok: false, reason: "there-already" },
    });
    // It waits still: its text may be better.
    expect(await readFirst(db, { id: proposed.id, personId: admin.id })).toMatchObject({ status: "open" });
    expect(await decideFirst(db, { id: proposed.id, decision: "withdraw", person: guest })).toMatchObject({
      ok: true,
    });
  });

  test("in place of another brings its times once it is accepted, also for words that were there before", async () => {
    const { db, bring, added, owner, guest } = await stage();
    const documentId = await added();
    const better = VTT.replace("00:01.000", "00:02.000").replace("water.", "much water.");
    const brought = await bring(better, { author: guest });
    if (!brought.ok || brought.status !== "proposed") throw new Error(JSON.stringify(brought));
    const { path } = await db.document.findUniqueOrThrow({ where: { id: documentId } });
    const starts = async (number: number) =>
      (await readSource(db, { documentId, number, path }))?.starts(null);
    // Until it is accepted the times are those of before.
    expect((await starts(1))?.[0]).toBe(1);
    const { id } = brought.contribution;
    expect(await accept(db, { id, version: 1, reviewer: owner })).toMatchObject({ ok: true, revision: 2 });
    const after = await starts(2);
    expect([after?.[0], after?.[6]]).toEqual([2, 5]);
    expect((await readSource(db, { documentId, number: 2, path }))?.known?.source).toBe("file");
    expect(await db.fileTimes.count()).toBe(0);
  });

  test("may be pasted as text", async () => {
    const { db, bring } = await stage();
    const text = "Ann: Bread needs time.\n\nBob: And salt.\n";
    const brought = await bring(text, { file: file(text, "pasted.txt") });
    if (!brought.ok || brought.status !== "added") throw new Error(JSON.stringify(brought));
    expect(await headText(db, brought.documentId)).toContain("**Ann:** Bread needs time.");
  });

  test("that is better becomes a contribution, three-way with what was edited since", async () => {
    const { db, bring, added, owner, guest } = await stage();
    const documentId = await added();
    const edited = (await headText(db, documentId)).replace("Speaker 1", "Ann");
    const author = { id: owner.id, name: owner.name };
    const edit = await propose(db, {
      ...{ author, documentId, base: 1, text: edited, channel: "document", agreed: true },
    });
    if (!edit.ok) throw new Error(edit.reason);
    await accept(db, { id: edit.contribution.id, version: 1, reviewer: owner });
    const better = VTT.replace("And salt", "And much salt");
    const brought = await bring(better, { author: guest });
    if (!brought.ok || brought.status !== "proposed") throw new Error(JSON.stringify(brought));
    await accept(db, { id: brought.contribution.id, version: 1, reviewer: owner });
    expect(await headText(db, documentId)).toMatch(/\*\*Ann:\*\*[\s\S]*And much salt/);
    // The file alone, if that is what somebody wants.
    const whole = await bring(better, { edits: "whole" });
    if (!whole.ok || whole.status !== "proposed") throw new Error(JSON.stringify(whole));
    await accept(db, { id: whole.contribution.id, version: 1, reviewer: owner });
    expect(await headText(db, documentId)).toMatch(/\*\*Speaker 1:\*\*/);
  });

  test("with other times alone touches no word", async () => {
    const { db, bring, added } = await stage();
    const documentId = await added();
    const before = await headText(db, documentId);
    const later = VTT.replaceAll(/00:0(\d)\.000/g, "10:0$1.000");
    expect(await bring(later)).toEqual({ ok: true, status: "times" });
    expect(await headText(db, documentId)).toBe(before);
    expect(await db.contribution.count({ where: { documentId } })).toBe(0);
  });
});
