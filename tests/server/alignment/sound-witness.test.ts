import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { alignEpisode } from "../../../server/text/alignment/align-episode";
import { headSegmentIds } from "../../../server/work/contributions/head-segment-ids";
import { listQueue } from "../../../server/work/contributions/list-queue";
import { listRivals } from "../../../server/work/contributions/list-rivals";
import { openSuggestions } from "../../../server/work/contributions/open-suggestions";
import { propose } from "../../../server/work/contributions/propose";
import { readReviewItem } from "../../../server/work/contributions/read-review-item";
import { weighTyped } from "../../../server/work/contributions/weigh-typed";
import { parse } from "../../../transcript";
import { type Stage, setStage } from "./stage";

// The first episode of the demonstration, as it is measured on a site.

const kept = vi.hoisted(() => ({ sounds: "" }));
vi.mock("@/lib/read-environment", async (load) => {
  const real = await load<typeof import("../../../lib/read-environment")>();
  return {
    ...real,
    readEnvironment: () => ({
      ...real.readEnvironment({}),
      sounds: { path: kept.sounds, mostBytes: 1e9 },
    }),
  };
});

let stage: Stage;
let documentId: number;
let author: { id: string; name: string };
let maintainer: { id: string; name: string };
let segments: readonly { readonly body: string }[];
let ids: readonly number[];
beforeAll(async () => {
  stage = await setStage();
  kept.sounds = stage.sounds;
  const { db, fetching } = stage;
  ({ id: documentId } = await stage.documentOf("1"));
  const aligned = await alignEpisode(db, { documentId, fetching });
  expect(aligned).toMatchObject({ ok: true, verdict: "aligned" });
  const named = async (handle: string) => ({
    id: (await db.user.findUniqueOrThrow({ where: { handle } })).id,
    name: handle,
  });
  author = await named("demo-contributor");
  maintainer = await named("demo-maintainer");
  segments = parse(readFileSync("prisma/demo/figures/figures-of-speech-1.md", "utf8")).segments;
  ids = await headSegmentIds(db, documentId);
});
afterAll(() => stage.end());
beforeEach(() => stage.db.limit.deleteMany());

/** The paragraph in which these words stand. */
function paragraphWith(words: string) {
  const index = segments.findIndex(({ body }) => body.includes(words));
  return { segmentId: ids[index] ?? -1, body: segments[index]?.body ?? "" };
}

const typed = (edit: Parameters<typeof weighTyped>[1]["edit"], segmentId: number, who = author) =>
  weighTyped(stage.db, {
    ...{ author: who, documentId, base: 1, segmentId, edit, folder: stage.fetching.folder },
  });

const correct = (from: string, to: string) => {
  const { segmentId, body } = paragraphWith(from);
  return typed({ kind: "body", body: body.replace(from, to) }, segmentId);
};

const fill = (words: string, more: object = {}) =>
  propose(stage.db, {
    ...{ author, documentId, base: 1, agreed: true, segmentId: paragraphWith("Because I picture").segmentId },
    edits: [{ kind: "gap", gap: 0, answer: { words } }],
    ...more,
  });

describe("words that are typed", () => {
  test("are weighed against those that stand there", async () => {
    const wrong = await correct("They came through social media", "They ran from purple pancakes");
    expect(wrong).toMatchObject({ ok: true, sound: { judgement: "against" } });
    if (!wrong.ok || !wrong.sound) throw new Error("Nothing was said.");
    expect(wrong.sound.probability).toBeLessThanOrEqual(0.2);
    expect(wrong.sound.score).toBeLessThan(0);
  });

  test("say nothing where no word changes, or too many do", async () => {
    const { segmentId, body } = paragraphWith("They came through social media");
    expect(await typed({ kind: "body", body }, segmentId)).toEqual({ ok: true, sound: null });
    expect(await typed({ kind: "body", body: body.replaceAll(".", ";") }, segmentId)).toEqual({
      ...{ ok: true, sound: null },
    });
  });

  test("are weighed for those who may send them, so often and no more, and nothing is read for others", async () => {
    const { segmentId, body } = paragraphWith("They came through social media");
    const edit = { kind: "body", body: body.replace("social", "local") } as const;
    const nobody = { id: null, name: "x", addressHash: "y" } as never;
    expect(await typed(edit, segmentId, nobody)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await typed(edit, segmentId)).toMatchObject({ ok: true });
    let last = await typed(edit, 1_000_000);
    for (let i = 0; i < 70 && !last.ok && last.reason === "no-document"; i++)
      last = await typed(edit, 1_000_000);
    expect(last).toMatchObject({ ok: false, reason: "too-fast" });
  });
});

describe("a contribution", () => {
  test("is kept with what the sound says of it, which reviewers see and can filter by", async () => {
    const { db } = stage;
    const sent = await fill("seventeen purple crocodiles");
    if (!sent.ok) throw new Error(sent.reason);
    const { id } = sent.contribution;
    const [version] = await db.contributionVersion.findMany({ where: { contributionId: id } });
    expect(version?.sound).not.toBeNull();
    const read = await readReviewItem(db, { id, reviewerId: maintainer.id });
    expect(read).toMatchObject({ ok: true, item: { sound: { judgement: version?.sound } } });
    const { showId } = await db.episode.findFirstOrThrow({ where: { slug: "1" } });
    const queue = async (sound: "supports" | "unsure" | "against" | "none") =>
      (await listQueue(db, { showIds: [showId], reviewerId: maintainer.id, take: 50, sound })).entries.filter(
        (entry) => entry.id === id,
      );
    expect(await queue(version?.sound ?? "none")).toHaveLength(1);
    expect(await queue("none")).toHaveLength(0);
  });

  test("is shown among its rivals in the order in which the sound supports them", async () => {
    const { db } = stage;
    const { segmentId } = paragraphWith("Because I picture");
    const sent: number[] = [];
    for (const words of ["one fish", "two fish", "three fish"]) {
      const made = await fill(words);
      if (!made.ok) throw new Error(made.reason);
      sent.push(made.contribution.id);
    }
    const [one = 0, two = 0, three = 0] = sent;
    // A version stays as it was sent; another one has another measure.
    const say = async (id: number, sound: "supports" | "against" | null) => {
      const { contributionId, splices, ...first } = await db.contributionVersion.findFirstOrThrow({
        where: { contributionId: id },
      });
      const measured = { sound, soundProbability: sound && 0.5, soundScore: sound && -1 };
      await db.contributionVersion.create({
        data: { ...first, ...measured, contributionId, splices: splices as object, number: 2 },
      });
      await db.contribution.update({ where: { id }, data: { version: 2 } });
    };
    const decided = { status: "rejected", decidedAt: new Date() } as const;
    await db.contribution.updateMany({ where: { id: { notIn: sent } }, data: decided });
    await say(one, "against");
    await say(two, null);
    await say(three, "supports");
    const found = await openSuggestions(db, { documentId, segmentId, gap: 0, personId: null });
    expect(found.map(({ id }) => id)).toEqual([three, two, one]);
    expect(found.map(({ sound }) => sound?.judgement ?? null)).toEqual(["supports", null, "against"]);
    const rivals = await listRivals(db, { id: two, documentId, segmentId, gap: 0 });
    expect(rivals.map(({ id }) => id)).toEqual([three, one]);
  });

  test("is accepted by a lower threshold of trust only where the sound supports its words", async () => {
    const { db } = stage;
    const { isTrusted } = await import("../../../server/work/contributions/accept-by-trust");
    const { id: showId } = await db.show.findFirstOrThrow();
    const sent = await fill("something to accept");
    if (!sent.ok) throw new Error(sent.reason);
    const decided = { status: "accepted", decidedAt: new Date(), revision: 1 } as const;
    await db.contribution.update({ where: { id: sent.contribution.id }, data: decided });
    const accepted = await db.contribution.count({ where: { authorId: author.id, status: "accepted" } });
    const trusted = (judgement: "supports" | "unsure" | "against" | null, rule: object) =>
      isTrusted(
        db,
        author.id,
        { ...{ showId, trustAccepted: accepted + 1, trustDays: 90, trustSound: accepted }, ...rule },
        judgement && { judgement, probability: 0.9, score: -1 },
      );
    expect(await trusted("supports", {})).toBe(true);
    expect(await trusted("supports", { trustAccepted: null })).toBe(true);
    expect(await trusted("supports", { trustSound: null })).toBe(false);
    expect(await trusted("supports", { trustSound: accepted + 1 })).toBe(false);
    // Without a measure, and where it is unsure, a person reviews.
    for (const other of ["unsure", "against", null] as const) expect(await trusted(other, {})).toBe(false);
    for (const other of ["unsure", "against", null] as const)
      expect(await trusted(other, { trustAccepted: accepted })).toBe(true);
  });

  test("is sent all the same where nothing is kept of the sound", async () => {
    kept.sounds = `${stage.sounds}/nothing`;
    try {
      const sent = await fill("words without a witness");
      if (!sent.ok) throw new Error(sent.reason);
      const [version] = await stage.db.contributionVersion.findMany({
        where: { contributionId: sent.contribution.id },
      });
      expect(version).toMatchObject({ sound: null, soundProbability: null, soundScore: null });
    } finally {
      kept.sounds = stage.sounds;
    }
  });
});
