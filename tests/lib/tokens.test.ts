import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

// Spaces, corner radii and control heights come from app/tokens.css, so that a change there reaches every page.

const ROOT = join(import.meta.dirname, "../..");
const TOKENS = "app/tokens.css";

const SHEETS = ["app", "components"]
  .flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: "utf8" }).map((file) => `${room}/${file}`),
  )
  .filter((path) => path.endsWith(".css") && path !== TOKENS);

/** In pixels: smaller ones are hairlines and corrections of a letter's place. */
const HAIRLINE = 3;

/** Pixels that are no space of the page, with their reasons. */
const ALLOWED = new Map([
  ["app/base.css scroll-padding-block: 72px", "the height of the reader's bar, with air"],
  [
    "components/correct/forms.module.css scroll-margin-block: 96px",
    "the same, with the paragraph's last line",
  ],
  ["components/player/player.module.css margin-top: 4px", "half of what the thumb is higher than its line"],
  ["components/player/player.module.css margin-top: 16px", "the same"],
  ["components/transcript/transcript.module.css padding-top: 5px", "sets a name level with the larger text"],
]);

function strayIn(path: string, css: string): string[] {
  const found: string[] = [];
  const rules = css.replace(/\/\*[\s\S]*?\*\//g, "");
  for (const [, property = "", value = ""] of rules.matchAll(/([\w-]+):\s*([^;{}]+);/g)) {
    if (property === "border-radius" && /\d(px|rem)/.test(value)) found.push(`${path} ${property}: ${value}`);
    if (/^(min-)?(height|width)$/.test(property) && value === "44px")
      found.push(`${path} ${property}: ${value}`);
    if (!/^(scroll-)?(padding|margin)|^((row|column)-)?gap$/.test(property)) continue;
    for (const [, pixels = ""] of value.matchAll(/(?<![\w.])(\d+(?:\.\d+)?)px/g))
      if (Number(pixels) > HAIRLINE) found.push(`${path} ${property}: ${pixels}px`);
  }
  return found.filter((each) => !ALLOWED.has(each));
}

test("spaces, radii and control heights are tokens", () => {
  expect(SHEETS.length).toBeGreaterThan(30);
  expect(SHEETS.flatMap((path) => strayIn(path, readFileSync(join(ROOT, path), "utf8")))).toEqual([]);
});

describe("what stands outside the tokens is found", () => {
  test.each([
    "padding: 0 10px;",
    "margin-top: -12px;",
    "border-radius: 6px;",
    "min-height: 44px;",
    "gap: 8px 0;",
  ])("%s", (line) => expect(strayIn("x.css", `.x {\n  ${line}\n}`)).not.toEqual([]));
  test.each(["padding: var(--space-2) 1px;", "border-radius: 50%;", "width: 320px;"])("but not %s", (line) =>
    expect(strayIn("x.css", `.x {\n  ${line}\n}`)).toEqual([]),
  );
});
