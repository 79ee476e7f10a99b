import { chmod, readFile, rm, symlink } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alignmentTexts } from "../../../lib/texts/en/alignment";
import { alignEpisode } from "../../../server/text/alignment/align-episode";
import { appendRevisions } from "../../../server/text/documents/append-revisions";
import { readSource } from "../../../server/text/documents/read-source";
import { type AudioServer, serveAudio } from "./serve-audio";
import { type Stage, setStage } from "./stage";

let stage: Stage;
let mp3: Buffer;
beforeAll(async () => {
  stage = await setStage();
  mp3 = await readFile("public/demo/figures-of-speech-2.mp3");
});
afterAll(() => stage.end());

interface Tried {
  readonly slug?: "1" | "2";
  readonly mostBytes?: number;
  readonly stallSeconds?: number;
  readonly isInternal?: (address: string) => boolean;
}

/** Aligns an episode whose audio this server has; says what came of it, and what a maintainer is told. */
async function outcomeOf(server: AudioServer, { slug = "2", isInternal, ...limits }: Tried = {}) {
  const { db, fetching } = stage;
  const document = await stage.documentOf(slug);
  await stage.giveAudio(slug, server.url);
  const aligned = await alignEpisode(db, {
    documentId: document.id,
    fetching: { ...fetching, ...limits, ...(isInternal && { reach: { isInternal } }) },
  });
  const kept = await db.alignment.findUniqueOrThrow({ where: { documentId: document.id } });
  const problem = aligned.ok ? null : aligned.problem;
  expect(kept.problem).toBe(problem);
  expect(kept.busyUntil).toBeNull();
  // The timeline is the estimate that it was.
  const times = await db.wordTimes.findFirst({ where: { documentId: document.id, number: document.head } });
  if (!aligned.ok || aligned.verdict !== "aligned") expect(times).toBeNull();
  if (problem !== null) {
    expect(alignmentTexts.problem(problem, kept.detail)).toMatch(/^[A-Z].*[.)]$/);
    expect(kept.againAt?.getTime()).toBeGreaterThan(Date.now());
    expect(kept.failures).toBe(1);
  }
  return aligned.ok ? aligned.verdict : aligned.problem;
}

const silence = (seconds: number) => {
  const data = Buffer.alloc(seconds * 16_000 * 2);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(16_000, 24);
  head.writeUInt32LE(32_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
};

describe("audio that cannot be fetched is told, and the times stay estimated:", () => {
  test("a page", async () => {
    await using page = await serveAudio({
      answer: (_, response) => {
        response.setHeader("Content-Type", "text/html; charset=utf-8").end("<!doctype html><p>Log in</p>");
        return true;
      },
    });
    expect(await outcomeOf(page)).toBe("page");
    // One that says it is audio.
    await using disguised = await serveAudio({
      bytes: Buffer.from("<!doctype html><p>Log in</p>\n".repeat(40)),
    });
    expect(await outcomeOf(disguised)).toBe("text");
  });

  test("a file of 5 GB, whether its length is said or not", async () => {
    await using said = await serveAudio({
      answer: (_, response) => {
        response.writeHead(200, { "Content-Type": "audio/mpeg", "Content-Length": 5e9 }).write("ID3");
        return true;
      },
    });
    expect(await outcomeOf(said)).toBe("too-large");
    await using unsaid = await serveAudio({
      answer: (_, response) => {
        response.writeHead(200, { "Content-Type": "audio/mpeg" });
        const piece = Buffer.alloc(64 * 1024);
        const go = () => {
          while (!response.destroyed && response.write(piece));
        };
        response.on("drain", go);
        go();
        return true;
      },
    });
    expect(await outcomeOf(unsaid, { mostBytes: 1_000_000 })).toBe("too-large");
  });

  test("a file that always ends early, and one that is gone halfway", async () => {
    await using early = await serveAudio({ bytes: mp3, breakAfter: 1, ranges: false });
    expect(await outcomeOf(early)).toBe("ended-early");
    await using gone = await serveAudio({
      bytes: mp3,
      breakAfter: 64_000,
      answer: (_, response, asked) => {
        if (asked === 1) return false;
        response.writeHead(404).end();
        return true;
      },
    });
    expect(await outcomeOf(gone)).toBe("gone");
  });

  test("a host that sends nothing any more", async () => {
    await using silent = await serveAudio({
      answer: (_, response) => {
        response.writeHead(200, { "Content-Type": "audio/mpeg", "Content-Length": 1e6 }).write("ID3");
        return true;
      },
    });
    expect(await outcomeOf(silent, { stallSeconds: 0.2 })).toBe("no-answer");
  });

  test("a redirect to an internal address, which is not asked", async () => {
    await using inner = await serveAudio({ bytes: mp3 });
    await using outer = await serveAudio({
      answer: (_, response) => {
        response.writeHead(302, { Location: inner.url.replace("127.0.0.1", "127.0.0.2") }).end();
        return true;
      },
    });
    expect(await outcomeOf(outer, { isInternal: (address) => address === "127.0.0.2" })).toBe("internal");
    expect(inner.asked).toEqual([]);
  });

  test("a full disk", async () => {
    await using server = await serveAudio({ bytes: mp3 });
    const file = stage.fetching.folder.audioOf(server.url);
    // Whatever is written there finds no room.
    await symlink("/dev/full", file);
    expect(await outcomeOf(server)).toBe("disk-full");
    await rm(file, { force: true });
    const cepstra = `${stage.fetching.folder.cepstraOf(server.url)}.part`;
    await symlink("/dev/full", cepstra);
    expect(await outcomeOf(server)).toBe("disk-full");
    await rm(cepstra, { force: true });
    await chmod(stage.sounds, 0o755);
  });
});

describe("audio that is not the text's is told, and the times stay estimated:", () => {
  test("ten seconds for a long text", async () => {
    await using server = await serveAudio({ bytes: mp3.subarray(0, 40_000) });
    expect(await outcomeOf(server, { slug: "1" })).toBe("too-short");
  });

  test("another episode", async () => {
    await using server = await serveAudio({ bytes: mp3 });
    expect(await outcomeOf(server, { slug: "1" })).toBe("wrong-audio");
  });

  test("silence", async () => {
    await using server = await serveAudio({ bytes: silence(60) });
    expect(await outcomeOf(server)).toBe("silent");
  });

  test("a format that nothing here decodes", async () => {
    const noise = Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7919) % 251));
    await using server = await serveAudio({ bytes: Buffer.concat([Buffer.from([0xff, 0xf1, 0x50]), noise]) });
    expect(["no-decoder", "no-audio"]).toContain(await outcomeOf(server));
  });

  test("an empty file", async () => {
    await using server = await serveAudio({});
    expect(await outcomeOf(server)).toBe("empty");
  });
});

describe("what there is, is measured:", () => {
  test("of a file that was cut off, up to its end", async () => {
    await using server = await serveAudio({ bytes: mp3.subarray(0, mp3.length >> 1) });
    expect(await outcomeOf(server)).toBe("aligned");
    const { id, head, path } = await stage.documentOf("2");
    const { known } = (await readSource(stage.db, { documentId: id, number: head, path }))!;
    const { words, heard } = await stage.db.alignment.findUniqueOrThrow({ where: { documentId: id } });
    expect(heard).toBeLessThan(0.7 * words);
    expect(known?.confidences?.at(-1)).toBe(0);
  });

  test("of a text that is only a part of the episode", async () => {
    const { db } = stage;
    await using server = await serveAudio({ bytes: mp3 });
    const { id, head, path } = await stage.documentOf("2");
    const { text } = (await readSource(db, { documentId: id, number: head, path }))!;
    const paragraphs = text.split("\n\n");
    const part = paragraphs.slice(paragraphs.length >> 1).join("\n\n");
    await db.$transaction(async (tx) => {
      const author = { name: "Robin", id: null };
      const change = { documentId: id, base: head, text: part, summary: "The second half", author };
      expect(await appendRevisions(tx, [change])).toMatchObject({ ok: true });
    });
    expect(await outcomeOf(server)).toBe("aligned");
    const { words, heard, found } = await db.alignment.findUniqueOrThrow({ where: { documentId: id } });
    expect(heard).toBeGreaterThan(0.9 * words);
    expect(found).toMatchObject({
      stretches: expect.arrayContaining([expect.objectContaining({ kind: "foreign" })]),
    });
  });
});
