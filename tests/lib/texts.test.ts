import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { en } from "@/lib/texts/en";
import { formatNumber, plural } from "@/lib/texts/en/plural";
import type { Texts } from "@/lib/texts/texts";
import { findTexts } from "../support/find-texts";

const ROOT = join(import.meta.dirname, "../..");

/** Only whoever works on On Record sees these. */
const FOR_DEVELOPERS = /^app\/patterns\//;

const filesIn = (...rooms: string[]) =>
  rooms
    .flatMap((room) =>
      readdirSync(join(ROOT, room), { recursive: true, encoding: "utf8" }).map((file) => `${room}/${file}`),
    )
    .filter((path) => /\.tsx?$/.test(path) && !FOR_DEVELOPERS.test(path));

/** Wordings that readers had to read twice; the catalogue has plainer ones. */
const GIVEN_UP = [
  "the best of the first",
  "Nobody said that",
  "No paragraph holds all of this",
  "Fewer words find more",
  "There is no gap left for you here",
  "How it is getting on",
  "is getting on",
  "is drawn from tomorrow on",
  "Nobody has had a change accepted",
  "letters and signs are keys",
  'title: "Keys"',
  'keys: "Keys"',
  "Follow the voice, or not",
  "Correct the paragraph one is at",
  "Copy its link",
  "The audio has not come any further",
  "Sleep in",
  "Sleep at",
  "words that begin so",
  "the one without the other",
  "I cannot hear it either",
  "You sign in when you send it",
  "By sending it you give it",
  "There is nothing at this address",
  "Show it on your own page",
  "waits for a maintainer",
  "It is put right",
  "Nothing is wrong",
  "Take it up",
  "Its time is now",
  "What it changes, in one line",
  "What was said and decided",
  "Say something",
  "characters in it that are no text",
  "waits 3 minutes for its decision",
  "The role is theirs",
  "Redact what the law demands",
  "an address that reaches nobody",
  "What makes revision",
  "That were ",
  "is no transcripts",
  "were passed over",
  "Something is not as it should be",
];

const textsOf = (path: string) =>
  findTexts(path, readFileSync(join(ROOT, path), "utf8")).map(({ line, text }) => `${path}:${line} ${text}`);

test("every text of the interface stands in the catalogue", () => {
  expect(filesIn("app", "components").flatMap(textsOf)).toEqual([]);
});

test("every text of a mail or a notice stands in the catalogue", () => {
  const files = filesIn("server/doors/mail", "server/people/notices");
  expect(files.length).toBeGreaterThan(5);
  expect(files.flatMap(textsOf)).toEqual([]);
});

test("no wording that was given up comes back", () => {
  const files = filesIn("app", "components", "server", "lib/texts").filter(
    (path) => !path.startsWith("server/generated/"),
  );
  const found = files.flatMap((path) => {
    const source = readFileSync(join(ROOT, path), "utf8");
    return GIVEN_UP.filter((wording) => source.includes(wording)).map((wording) => `${path}: ${wording}`);
  });
  expect(found).toEqual([]);
});

describe("a text outside the catalogue is found", () => {
  test.each([
    ["between tags", "<p>Nothing is here yet.</p>"],
    ["as one word", "<p>Gaps</p>"],
    ["as a string among tags", '<p>{open ? "Close" : "Open"}</p>'],
    ["as a template among tags", "<p>{`$" + "{count} left`}</p>"],
    ["in an attribute that is shown", '<img alt="A waveform" />'],
    ["in an attribute that is said", '<nav aria-label="Pages" />'],
    ["handed to a part of the kit", '<Field label="Name" name="name" />'],
    ["in the metadata of a page", 'export const metadata = { title: "Gaps" };'],
    ["in a table of texts", 'const SAYS = { gone: "That paragraph is gone." };'],
    ["as an answer", 'function say() { return "Sent. It waits for review."; }'],
  ])("%s", (_, source) => {
    expect(findTexts("x.tsx", source)).not.toEqual([]);
  });
});

describe("what programs read is none", () => {
  test.each([
    ["a class", '<p className="one two">{text}</p>'],
    ["a field's name", '<input name="a name" type="text" autoComplete="one-time-code" />'],
    ["a selector", 'document.querySelector("main > p, main > ul");'],
    ["a comparison", '<p>{kind === "a kind" ? one : other}</p>'],
    ["an error of the program", 'throw new Error("There is no player here");'],
    ["a directive", 'function act() { "use server"; }'],
    ["a command", "<code>npm run import</code>"],
    ["the shape of a line", '<path d="M10 2.75a7.25 7.25 0 0 1 0 14.5z" />'],
    ["an address", '<a href="/gaps">{text}</a>'],
    ["a type", 'type Kind = "one kind" | "the other";'],
  ])("%s", (_, source) => {
    expect(findTexts("x.tsx", source)).toEqual([]);
  });
});

test("no text of the catalogue is empty, and none stands at the edge of a space", () => {
  const wrong: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value === "string") {
      if (value.trim() !== value || value === "") wrong.push(path);
    } else if (typeof value === "object" && value !== null)
      for (const [name, inner] of Object.entries(value)) walk(inner, `${path}.${name}`);
  };
  walk(en, "en");
  expect(wrong).toEqual([]);
});

test("another language has to have the same texts", () => {
  const german = { ...en.layout.header, skip: "Zum Text" } satisfies Texts["layout"]["header"];
  expect(german.skip).toBe("Zum Text");
  const { skip: _, ...without } = german;
  // @ts-expect-error: a text is missing
  const lacking: Texts["layout"]["header"] = without;
  expect(lacking).toBeDefined();
});

test.each([
  [0, "0 gaps"],
  [1, "1 gap"],
  [2, "2 gaps"],
  [999, "999 gaps"],
  [9276, "9,276 gaps"],
])("%d is written %s", (count, text) => {
  expect(plural(count, "gap")).toBe(text);
});

test("numbers and unusual plurals are written as in English", () => {
  expect(plural(2, "person", "people")).toBe("2 people");
  expect(formatNumber(1234567)).toBe("1,234,567");
});

test("a claim's line writes both of its percentages alike", () => {
  expect(en.claims.claimNote.measured("26%", "26\u00a0%")).toBe("said 26\u00a0% · measured 26\u00a0%");
  expect(en.claims.claimNote.notCompared("about half")).toBe(
    "said about half · not compared with a figure yet",
  );
});
