import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openProgress } from "../../../scripts/import/progress";

/** A stream that records what is written to it. */
function stream(isTTY: boolean): { out: NodeJS.WriteStream; said: string[] } {
  const said: string[] = [];
  const write = (text: string) => said.push(text) > 0;
  return { out: { isTTY, write } as unknown as NodeJS.WriteStream, said };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("how far an import is:", () => {
  test("in a terminal a bar on one line, which is gone in the end", () => {
    const { out, said } = stream(true);
    const progress = openProgress(out, "files");
    progress.show({ done: 0, total: 2000 });
    progress.show({ done: 1000, total: 2000 });
    progress.show({ done: 2000, total: 2000 });
    progress.end();
    expect(said).toEqual([
      `\r${"░".repeat(30)} 0 of 2,000 files`,
      `\r${"█".repeat(15)}${"░".repeat(15)} 1,000 of 2,000 files`,
      `\r${"█".repeat(30)} 2,000 of 2,000 files`,
      // Return to the start of the line and clear it.
      "\r\u001b[2K",
    ]);
  });

  test("a full bar where there is nothing to do", () => {
    const { out, said } = stream(true);
    openProgress(out, "files").show({ done: 0, total: 0 });
    expect(said).toEqual([`\r${"█".repeat(30)} 0 of 0 files`]);
  });

  test("elsewhere plain lines, seconds apart, and none for a short import", () => {
    const { out, said } = stream(false);
    const progress = openProgress(out, "files");
    progress.show({ done: 64, total: 2000 });
    vi.setSystemTime(Date.now() + 4_999);
    progress.show({ done: 128, total: 2000 });
    expect(said).toEqual([]);
    vi.setSystemTime(Date.now() + 1);
    progress.show({ done: 1192, total: 2000 });
    progress.show({ done: 1256, total: 2000 });
    vi.setSystemTime(Date.now() + 5_000);
    progress.show({ done: 2000, total: 2000 });
    progress.end();
    expect(said).toEqual(["1,192 of 2,000 files\n", "2,000 of 2,000 files\n"]);
  });
});
