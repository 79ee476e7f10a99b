import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { en } from "@/lib/texts/en";
import { formatNumber, plural } from "@/lib/texts/en/plural";
import type { Texts } from "@/lib/texts/texts";
import { findTexts } from "../support/find-texts";

const ROOT = join(import.meta.dirname, "../..");

/** Files whose texts are not in the catalogue yet. Take a file off when its texts have moved; add none. */
const NOT_YET = new Set<string>([
  "app/[show]/[slug]/as/[format]/route.ts",
  "app/[show]/[slug]/chapters.json/route.ts",
  "app/[show]/[slug]/claim/page.tsx",
  "app/[show]/[slug]/claims.jsonld/route.ts",
  "app/[show]/[slug]/correct/page.tsx",
  "app/[show]/[slug]/edit/edit-document.tsx",
  "app/[show]/[slug]/edit/page.tsx",
  "app/[show]/[slug]/history/[number]/page.tsx",
  "app/[show]/[slug]/history/credit/page.tsx",
  "app/[show]/[slug]/history/page.tsx",
  "app/[show]/[slug]/notes/edit/page.tsx",
  "app/[show]/[slug]/opengraph-image.tsx",
  "app/[show]/[slug]/page.tsx",
  "app/[show]/[slug]/report/page.tsx",
  "app/[show]/[slug]/words/[revision]/route.ts",
  "app/[show]/changes.xml/route.ts",
  "app/[show]/feed.xml/route.ts",
  "app/[show]/page.tsx",
  "app/[show]/settings/audit/page.tsx",
  "app/[show]/settings/page.tsx",
  "app/[show]/settings/webhooks/actions.ts",
  "app/[show]/settings/webhooks/page.tsx",
  "app/[show]/state/page.tsx",
  "app/api/health/route.ts",
  "app/api/oembed/route.ts",
  "app/claims/[id]/evidence/page.tsx",
  "app/claims/[id]/page.tsx",
  "app/claims/explain.ts",
  "app/claims/mine/page.tsx",
  "app/claims/page.tsx",
  "app/contributions/[id]/actions.ts",
  "app/contributions/[id]/page.tsx",
  "app/docs/api/page.tsx",
  "app/embed/[show]/[slug]/page.tsx",
  "app/error.tsx",
  "app/export.bundle/route.ts",
  "app/gaps/[show]/[slug]/page.tsx",
  "app/gaps/page.tsx",
  "app/invitations/[secret]/page.tsx",
  "app/layout.tsx",
  "app/mailbox/page.tsx",
  "app/not-found.tsx",
  "app/notices/page.tsx",
  "app/page.tsx",
  "app/people/[handle]/page.tsx",
  "app/review/decide/route.ts",
  "app/review/explain.ts",
  "app/review/items/[id]/route.ts",
  "app/review/other.tsx",
  "app/review/page.tsx",
  "app/search/page.tsx",
  "app/settings/actions.ts",
  "app/settings/mirror-actions.ts",
  "app/settings/mirror-settings.tsx",
  "app/settings/notice-settings.tsx",
  "app/settings/page.tsx",
  "app/settings/repository-settings.tsx",
  "app/settings/token-settings.tsx",
  "app/sign-in/page.tsx",
  "app/surveys/[slug]/csv/route.ts",
  "app/surveys/[slug]/page.tsx",
  "app/surveys/page.tsx",
  "app/surveys/propose/actions.ts",
  "app/surveys/propose/check/route.ts",
  "app/surveys/propose/page.tsx",
  "components/charts/time-chart.tsx",
  "components/claims/also-waiting.tsx",
  "components/claims/claim-bar.tsx",
  "components/claims/claim-card.tsx",
  "components/claims/claim-filters.tsx",
  "components/claims/claim-form.tsx",
  "components/claims/claim-list.tsx",
  "components/claims/claim-notes.ts",
  "components/claims/claim-sentence.tsx",
  "components/claims/figure-choice.tsx",
  "components/claims/outcomes.ts",
  "components/claims/passport.tsx",
  "components/claims/play-claim.tsx",
  "components/claims/review-claim.tsx",
  "components/claims/review-reasons.ts",
  "components/contribution/age.ts",
  "components/contribution/contribution-forms.tsx",
  "components/contribution/contributor-list.tsx",
  "components/contribution/status-label.tsx",
  "components/contribution/talk.tsx",
  "components/contribution/word-diff.tsx",
  "components/correct/gap-card.tsx",
  "components/correct/gap-form.tsx",
  "components/correct/gap-in-place.tsx",
  "components/correct/gap-queue.tsx",
  "components/correct/licence-link.tsx",
  "components/correct/loop-buttons.tsx",
  "components/correct/paragraph-form.tsx",
  "components/correct/paragraph-in-place.tsx",
  "components/correct/paragraph-tools.tsx",
  "components/correct/problem-text.ts",
  "components/correct/refusal-text.ts",
  "components/correct/refusal.tsx",
  "components/correct/sent-line.tsx",
  "components/correct/suggestions.tsx",
  "components/correct/terms-line.tsx",
  "components/docs/operation-entry.tsx",
  "components/docs/schema-fields.tsx",
  "components/editor/change-preview.tsx",
  "components/editor/document-editor.tsx",
  "components/history/revision-list.tsx",
  "components/layout/account-link.tsx",
  "components/layout/footer.tsx",
  "components/layout/header.tsx",
  "components/layout/theme-toggle.tsx",
  "components/people/notice-choices.tsx",
  "components/people/notice-list.tsx",
  "components/people/sign-in.tsx",
  "components/people/token-form.tsx",
  "components/people/token-list.tsx",
  "components/player/play-instead.tsx",
  "components/player/player-bar.tsx",
  "components/player/sound-panel.tsx",
  "components/player/use-keys.ts",
  "components/reading/contents.tsx",
  "components/reading/find-field.tsx",
  "components/reading/find-panel.tsx",
  "components/reading/keys-dialog.tsx",
  "components/reading/paragraph-menu.tsx",
  "components/reading/passage-tools.tsx",
  "components/reading/reader-bar.tsx",
  "components/reading/report-form.tsx",
  "components/reading/report-panel.tsx",
  "components/reading/which-paragraph.tsx",
  "components/review/conflicts.tsx",
  "components/review/decision-forms.tsx",
  "components/review/queue-filters.tsx",
  "components/review/queue-list.tsx",
  "components/review/report-list.tsx",
  "components/review/review-card.tsx",
  "components/review/review-desk.tsx",
  "components/review/review-moves.tsx",
  "components/search/header-search.tsx",
  "components/search/hit-list.tsx",
  "components/search/search-form.tsx",
  "components/sharing/embed-code.tsx",
  "components/shows/episode-facts.tsx",
  "components/shows/episode-list.tsx",
  "components/shows/invite-form.tsx",
  "components/shows/mirror-form.tsx",
  "components/shows/webhook-form.tsx",
  "components/shows/webhook-list.tsx",
  "components/surveys/propose-survey.tsx",
  "components/surveys/question-chart.tsx",
  "components/surveys/remark-table.tsx",
  "components/surveys/review-survey.tsx",
  "components/surveys/survey-facts.tsx",
]);

/** Only whoever works on On Record sees these. */
const FOR_DEVELOPERS = /^app\/patterns\//;

const files = ["app", "components"]
  .flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: "utf8" }).map((file) => `${room}/${file}`),
  )
  .filter((path) => /\.tsx?$/.test(path) && !FOR_DEVELOPERS.test(path));

const textsOf = (path: string) =>
  findTexts(path, readFileSync(join(ROOT, path), "utf8")).map(({ line, text }) => `${path}:${line} ${text}`);

test("every text of the interface stands in the catalogue", () => {
  expect(files.filter((path) => !NOT_YET.has(path)).flatMap(textsOf)).toEqual([]);
});

test("the list of files whose texts have not moved names no other files", () => {
  expect([...NOT_YET].filter((path) => !files.includes(path) || textsOf(path).length === 0)).toEqual([]);
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
