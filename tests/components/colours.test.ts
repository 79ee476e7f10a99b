import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../../app/tokens.css"), "utf8");

/** The colours of app/tokens.css: what each is in light, and in dark. */
const colours = new Map(
  Array.from(css.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g), (match) => {
    const [, name = "", light = "", dark = ""] = match;
    return [name, { light, dark }] as const;
  }),
);

const colour = (name: string, theme: "light" | "dark") => {
  const found = colours.get(name);
  if (!found) throw new Error(`There is no colour ${name}`);
  return found[theme];
};

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

const speakers = [...colours.keys()].filter((name) => name.startsWith("speaker-"));

describe.each(["light", "dark"] as const)("in %s", (theme) => {
  test.each(["ink", "quiet", "accent", ...speakers])("%s can be read on all there is to write on", (name) => {
    for (const paper of ["paper", "raised"])
      expect(contrast(colour(name, theme), colour(paper, theme)), paper).toBeGreaterThanOrEqual(5.5);
    expect(contrast(colour(name, theme), colour("paper", theme))).toBeGreaterThanOrEqual(6.1);
  });

  test("ink can be read on the lit word, and paper on a hit that was found", () => {
    expect(contrast(colour("ink", theme), colour("lit", theme))).toBeGreaterThanOrEqual(6.85);
    expect(contrast(colour("paper", theme), colour("accent", theme))).toBeGreaterThanOrEqual(6.1);
  });

  test("no two speakers look the same, nor as what can be pressed", () => {
    const all = [...speakers, "accent"].map((name) => colour(name, theme));
    expect(speakers).toHaveLength(8);
    expect(new Set(all).size).toBe(all.length);
  });
});
