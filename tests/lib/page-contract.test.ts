import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as contract from "../../lib/page-contract";

const ROOT = join(import.meta.dirname, "../..");
const NAMES = (Object.values(contract) as unknown[]).filter(
  (value): value is string => typeof value === "string" && value.startsWith("data-"),
);
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
/**
 * The rooms whose scripts listen to the text, draw it or put it into a page, and the tests and benchmarks that look for it;
 * others have attributes of their own.
 */
const ROOMS = [
  ...["transcript", "reading", "player", "correct", "ui", "layout", "editor"].map(
    (room) => `components/${room}`,
  ),
  ...["app/[show]/[slug]", "app/embed", "server/text", "server/web", "server/work/claims"],
  ...["tests/e2e", "bench"],
];
const filesOf = (folder: string, ending: RegExp) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => ending.test(file))
    .map((file) => join(folder, file));

describe("the contract between a page's HTML and its scripts", () => {
  it("names nothing twice", () => {
    expect(new Set(NAMES).size).toBe(NAMES.length);
  });

  it("has every attribute that the style sheets of the text look for", () => {
    const sheets = [
      "app/base.css",
      "app/tokens.css",
      ...["transcript", "reading", "player", "layout"].flatMap((room) =>
        filesOf(`components/${room}`, /\.css$/),
      ),
    ];
    const used = sheets.flatMap((file) => [...read(file).matchAll(/data-[a-z-]+/g)].map(([name]) => name));
    // The theme is the document's, and no script of the text looks for it.
    const known = [...NAMES, "data-theme"];
    expect([...new Set(used)].filter((name) => !known.includes(name))).toEqual([]);
  });

  it("is where code takes the names from", () => {
    const written = new RegExp(`(?<![\\w-])(?:${NAMES.join("|")})(?![\\w-])|\\[id\\^=`);
    const found = ROOMS.flatMap((room) => filesOf(room, /\.tsx?$/)).filter((file) =>
      read(file)
        .split("\n")
        .some((line) => !isComment(line) && written.test(line)),
    );
    expect(found).toEqual([]);
  });
});

const isComment = (line: string) => /^\s*(?:\/\/|\/?\*)/.test(line);
