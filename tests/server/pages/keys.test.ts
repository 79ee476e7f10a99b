import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { KEYS, type Key, writeKey } from "../../../server/text/pages/keys";

const README = join(import.meta.dirname, "../../../server/text/pages/README.md");

test("the table of keys in README.md is the list in keys.ts", async () => {
  const [, table = ""] =
    /<!-- keys: [^>]*-->\n([\s\S]*?)\n<!-- \/keys -->/.exec(await readFile(README, "utf8")) ?? [];
  const rows = Object.entries(KEYS).map(
    ([name, { of, by, what }]) => `| \`${name}\` | ${of} | ${by.join(", ")} | ${what} |`,
  );
  expect(table.split("\n")).toEqual(rows);
});

test("no two things have one key: each part counts, whatever it holds", () => {
  const scope = { of: "episode", show: "figures", slug: "1" } as const;
  const base: Key = { name: "transcript", scope, by: ["vtt", "", ""] };
  const others: [Key, string][] = [
    [base, "1"],
    [base, "2"],
    [{ ...base, by: ["srt", "", ""] }, "1"],
    [{ ...base, by: ["vtt", "1", ""] }, "1"],
    [{ ...base, by: ['vtt","', "", ""] }, "1"],
    [{ ...base, name: "claims" }, "1"],
    [{ ...base, scope: { ...scope, slug: "2" } }, "1"],
    [{ ...base, language: "de" }, "1"],
    [{ ...base, audience: "de" }, "1"],
  ];
  const written = others.map(([key, state]) => writeKey(key, state));
  expect(new Set(written).size).toBe(others.length);
});
