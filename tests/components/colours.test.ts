import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { colourDifference, labOf, linear } from "../support/colour-difference";

const css = readFileSync(join(import.meta.dirname, "../../app/tokens.css"), "utf8");

/** The colours of app/tokens.css, with their values in the light and the dark theme. */
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
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

// In CIEDE2000: ten times what is just noticeable in large patches, since names are small and far apart.
const LEAST_DIFFERENCE = 10;

const differenceOf = (a: string, b: string) => colourDifference(labOf(a), labOf(b));

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

  test("no two speakers look alike, nor like what can be pressed", () => {
    const all = [...speakers, "accent"];
    expect(speakers).toHaveLength(8);
    const pairs = all.flatMap((one, i) => all.slice(0, i).map((other) => [one, other] as const));
    const alike = pairs.filter(
      ([one, other]) => differenceOf(colour(one, theme), colour(other, theme)) < LEAST_DIFFERENCE,
    );
    expect(alike).toEqual([]);
  });
});

// From the test data of Sharma, Wu and Dalal, "The CIEDE2000 Color-Difference Formula" (2005): L*, a*, b* of
// each.
test.each([
  [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
  [[50, 2.5, 0], [50, 0, -2.5], 4.3065],
  [[50, 2.5, 0], [73, 25, -18], 27.1492],
  [[50, 2.49, -0.001], [50, -2.49, 0.0011], 7.2195],
  [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  [[22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373],
  [[50, -1, 2], [50, 0, 0], 2.3669],
  [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
])("from %j to %j it is %f in CIEDE2000", (one, other, difference) => {
  const lab = ([l = 0, a = 0, b = 0]: number[]) => ({ l, a, b });
  expect(colourDifference(lab(one), lab(other))).toBeCloseTo(difference, 4);
  expect(colourDifference(lab(other), lab(one))).toBeCloseTo(difference, 4);
});

test("white and black are as light and as dark as a colour can be", () => {
  expect(labOf("#ffffff").l).toBeCloseTo(100, 3);
  expect(labOf("#000000").l).toBeCloseTo(0, 3);
  expect(differenceOf("#ffffff", "#000000")).toBeCloseTo(100, 2);
});
