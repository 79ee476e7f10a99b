import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { searchCheckpoint } from "../../../server/text/alignment/search-checkpoint";

let folder: string;
let path: string;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  folder = await mkdtemp(join(tmpdir(), "checkpoint-"));
  path = join(folder, "a.search");
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

const SEARCHED = { hash: "ab", words: [{ text: "one", pause: 0 }], language: "en" } as const;
const STATE = { best: new Float32Array([1, 2]), evidence: [{ fit: Number.NaN }], pieces: 3 };

test("gives back what it kept, of the same search alone", () => {
  const kept = searchCheckpoint(path, SEARCHED);
  expect(kept.load()).toBeUndefined();
  vi.advanceTimersByTime(3000);
  kept.save(STATE);
  expect(searchCheckpoint(path, SEARCHED).load()).toEqual(STATE);
  for (const other of [
    { hash: "cd" },
    { language: "en-GB" },
    { words: [{ text: "two", pause: 0 as const }] },
  ])
    expect(searchCheckpoint(path, { ...SEARCHED, ...other }).load()).toBeUndefined();
});

test("writes every two seconds at most, and what was true then", () => {
  const kept = searchCheckpoint(path, SEARCHED);
  kept.save(STATE);
  expect(kept.load(), "it has just begun").toBeUndefined();
  vi.advanceTimersByTime(3000);
  kept.save(STATE);
  kept.save({ ...STATE, pieces: 4 });
  expect(kept.load()).toEqual(STATE);
});

test("says nothing of a file that was cut off or is none of its own", async () => {
  const kept = searchCheckpoint(path, SEARCHED);
  vi.advanceTimersByTime(3000);
  kept.save(STATE);
  const bytes = await readFile(path);
  for (const length of [0, 10, 32, 40, bytes.length - 1]) {
    await writeFile(path, bytes.subarray(0, length));
    expect(kept.load(), `${length} bytes`).toBeUndefined();
  }
});
