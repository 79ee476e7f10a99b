import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readChapterFile } from "../../../server/doors/feeds/read-chapter-file";
import { readFeed } from "../../../server/doors/feeds/read-feed";
import { readFrontMatter } from "../../../server/doors/import/read-front-matter";
import { CASES } from "./cases";

const RUNS = 1000;

/** A file with bits turned, bytes taken out, put in or doubled, cut off anywhere. */
const mutated = (files: readonly Buffer[]) =>
  fc
    .tuple(
      fc.constantFrom(...files),
      fc.array(
        fc.record({
          how: fc.constantFrom("turn", "cut", "double", "put", "end"),
          at: fc.nat(),
          length: fc.integer({ min: 1, max: 300 }),
          byte: fc.nat({ max: 255 }),
        }),
        { minLength: 1, maxLength: 8 },
      ),
    )
    .map(([file, changes]) => {
      let bytes = Buffer.from(file);
      for (const { how, at, length, byte } of changes) {
        const place = bytes.length === 0 ? 0 : at % bytes.length;
        const [before, behind] = [bytes.subarray(0, place), bytes.subarray(place)];
        if (how === "turn" && bytes.length > 0) bytes[place] = (bytes[place] ?? 0) ^ (1 << (byte % 8));
        else if (how === "cut") bytes = Buffer.concat([before, behind.subarray(length)]);
        else if (how === "double") bytes = Buffer.concat([before, behind.subarray(0, length), behind]);
        else if (how === "put") bytes = Buffer.concat([before, Buffer.alloc(length, byte), behind]);
        else if (how === "end") bytes = Buffer.from(before);
      }
      return bytes;
    });

async function filesIn(folder: string): Promise<Buffer[]> {
  const names = await readdir(join(CASES, folder));
  return Promise.all(names.map((name) => readFile(join(CASES, folder, name))));
}

test("a feed with anything broken in it is a feed or a clear problem, and nothing in it breaks the database", async () => {
  fc.assert(
    fc.property(
      mutated(await filesIn("f")),
      fc.constantFrom(null, "utf-8", "utf-16", "klingon"),
      (bytes, charset) => {
        const read = readFeed(bytes, { base: "https://x.example/feed.xml", charset });
        if (!read.ok) {
          expect(read.message).toMatch(/^This is .+\.$/s);
          return;
        }
        expect(JSON.stringify(read.feed)).not.toContain("\\u0000");
        for (const { line, reason } of read.remarks) {
          expect(line).toBeGreaterThan(0);
          expect(reason).not.toBe("");
        }
      },
    ),
    { numRuns: RUNS },
  );
});

test("so are chapters, and front matter", async () => {
  fc.assert(
    fc.property(mutated(await filesIn("c")), (bytes) => {
      const read = readChapterFile(bytes);
      expect(read.ok ? read.chapters : read.message).toBeDefined();
    }),
    { numRuns: RUNS },
  );
  const matter = Buffer.from(
    "---\ntitle: 'A: b'\ndate: 2019-01-02\nspeakers: [A, \"B\"]\nmedia: https://x.example/a.mp3\n---\n",
  );
  fc.assert(
    fc.property(mutated([matter]), (bytes) => {
      const read = readFrontMatter(bytes.toString("utf8"));
      for (const { reason } of read?.remarks ?? []) expect(reason).toMatch(/front matter/);
    }),
    { numRuns: RUNS },
  );
});
