import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { GAPS } from "../../lib/page-contract";
import type { Database } from "../../server/db";
import { importFolder } from "../../server/doors/import/import-folder";
import { DEMO_MAINTAINER } from "../../server/people/accounts/demo-people";
import { type Site, startSite } from "../support/site";
import { isPlaying, playButton, player, transcript } from "./support/reader";
import { test as base, expect } from "./support/test";

const RUN = "window.ran=(window.ran||0)+1;alert(1)";
const ENDLESS = "Donaudampfschifffahrt".repeat(40);

/** Text that should not be in a transcript, but that somebody will try. */
const SCRIPTS = `**Eve:** \\[00:00\\] Before <script>${RUN}</script> after the script.

**Eve <img src=x onerror=${RUN}>:** A name that is none.

**Eve:** A picture <img src="x" onerror="${RUN}"> and <svg onload="${RUN}"><circle r="9"></svg> a drawing.

**Eve:** [press me](javascript:${RUN}) or [me](JaVaScRiPt&#58;${RUN}) or [me](data:text/html,<script>${RUN}</script>) or <a href="vbscript:x" onclick="${RUN}">me</a>.

**Eve:** <iframe srcdoc="<script>parent.${RUN}</script>"></iframe><form action="//evil.example"><button>Send</button></form> framed.

**Eve:** <style>body { display: none }</style><div id="main" class="player" style="position:fixed;inset:0">over all</div> styled.

**Eve:** <base href="//evil.example/"><meta http-equiv="refresh" content="0;url=//evil.example"><link rel="stylesheet" href="//evil.example/x.css"> headed.

**Eve:** <details open ontoggle="${RUN}"><summary>x</summary></details><video><source onerror="${RUN}"></video><math><mtext></mtext></math> the end of it. </p></div></main></body></html>

**Eve:** Still here, "quoted" & <b>bold</b>, ]]> and {{braces}} and \${dollars} and </script>.

- <img src=x onerror=${RUN}>
- [a][b]

[b]: javascript:${RUN}
`;

const WORDS = `**Zoë:** ${ENDLESS} and https://example.org/${"a/".repeat(200)}end, all in one line.

**${"A very long name ".repeat(20).trim()}:** Says little.

**דוד:** שלום לכולם, זה פרק 12 של הפודקאסט. <bdo dir="ltr">abc</bdo> \u202eesrever\u202c forward.

**Zoë:** Z${"\u0301\u0321".repeat(60)}algo, 👩‍👩‍👧‍👦, 日本語の文字起こしは単語の間に空白がありません。${"漢字".repeat(100)}

**Zoë:** | a | b |
| --- | --- |
| ${ENDLESS} | c |

\`\`\`
${"x".repeat(500)}
\`\`\`
`;

const UNTIMED = `Nobody is named here, and no time is told.

So this is all there is: \\[unintelligible\\] and a second paragraph.
`;

// Its demonstration is off, so nobody can sign in without a password.
let hostile: Site | undefined;
const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names from its pattern
  baseURL: async ({}, use) => use(hostile?.url),
});
test.beforeAll(async () => {
  hostile = await startSite({ fill, env: { ONRECORD_DEMO: "0" } });
});
test.afterAll(() => hostile?.stop());

/** Imports the three transcripts in the usual way. */
async function fill(db: Database): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "onrecord-hostile-"));
  try {
    await mkdir(join(folder, "night"));
    await writeFile(join(folder, "night/night-1.md"), SCRIPTS);
    await writeFile(
      join(folder, "night/night-1.notes.md"),
      `Notes <script>${RUN}</script> [x](javascript:${RUN})`,
    );
    await writeFile(join(folder, "night/night-2.md"), WORDS);
    await writeFile(join(folder, "night/night-3.md"), UNTIMED);
    const imported = await importFolder({ db, folder });
    if (!imported.ok) throw new Error(imported.message);
    await db.episode.updateMany({
      where: { slug: "1", show: { slug: "night" } },
      data: { title: `<script>${RUN}</script>`, description: `"><img src=x onerror=${RUN}>` },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Expects that no script in the text ran and that no request went to another host. */
async function watch(page: Page): Promise<() => Promise<void>> {
  const seen: string[] = [];
  page.on("dialog", async (dialog) => {
    seen.push(`a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== hostile?.url) seen.push(`asked of elsewhere: ${request.url()}`);
  });
  return async () => {
    expect(seen).toEqual([]);
    expect(await page.evaluate(() => "ran" in window)).toBe(false);
  };
}

test("what is written to be run is shown, or left out, and never run", { tag: "@once" }, async ({
  page,
  allowed,
}) => {
  // A picture that does not exist.
  allowed.push(/404/);
  const nothingRan = await watch(page);
  for (const address of ["/night/1", "/night", "/"]) {
    await page.goto(address, { waitUntil: "networkidle" });
    await nothingRan();
  }
  await page.goto("/night/1");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`<script>${RUN}</script>`);
  const text = transcript(page);
  await expect(text).toContainText("after the script.");
  await expect(text).toContainText("Still here");
  await expect(text.getByText("the end of it.")).toBeVisible();
  await expect(page.locator("footer")).toBeVisible();

  // No element that could run, load or cover anything is in the page's text.
  const forbidden =
    "script, iframe, form, button, input, svg, style, base, meta, link, object, embed, video, details";
  await expect(text.locator(forbidden)).toHaveCount(0);
  const kept = await text.evaluate((root) =>
    [...root.querySelectorAll("*")].flatMap(({ attributes }) =>
      [...attributes].map(({ name, value }) => `${name}=${value}`),
    ),
  );
  // The page itself adds a stretch's length, and the mark that it is laid out.
  const ours = /^style=--turns: ?\d+; ?--letters: ?\d+;?( content-visibility: visible;)?$/;
  const others = kept.filter((attribute) => !ours.test(attribute));
  expect(
    others.filter((attribute) => /^(on|style=|srcdoc)|=\s*(javascript|vbscript|data):/i.test(attribute)),
  ).toEqual([]);
  for (const word of await page.getByText(/^(press )?me$/).all()) await word.click();
  await nothingRan();
  expect(new URL(page.url()).pathname).toBe("/night/1");
});

test("nor is it run where the transcript is taken along", { tag: "@once" }, async ({ page, request }) => {
  const nothingRan = await watch(page);
  for (const ending of ["md", "txt", "vtt", "srt", "json"]) {
    const response = await request.get(`/night/1.${ending}`);
    expect(response.status(), ending).toBe(200);
    expect(response.headers()["content-type"], ending).not.toMatch(/html|xml/);
    expect(response.headers()["x-content-type-options"], ending).toBe("nosniff");
  }
  expect(await (await request.get("/night/1.md")).text()).toBe(SCRIPTS);
  await nothingRan();
});

test("words that never end, and those that run the other way, keep within the page", {
  tag: "@once",
}, async ({ page }) => {
  for (const width of [1280, 390, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/night/2");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, `at ${width}`).toBeLessThanOrEqual(width);
  }
  await expect(transcript(page)).toContainText("שלום לכולם");
});

test("an episode without times and without audio has no bar, and says so", { tag: "@once" }, async ({
  page,
}) => {
  await page.goto("/night/3");
  await expect(page.getByRole("main")).toContainText("No audio is linked to this episode yet.");
  await expect(player(page)).toBeHidden();
  await expect(playButton(page)).toBeHidden();
  await expect(transcript(page)).toContainText("So this is all there is");
  await expect(transcript(page).locator(GAPS)).toBeVisible();
  // A click or a key has no effect and breaks nothing.
  await transcript(page).getByText("Nobody is named here").click();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  expect(await isPlaying(page)).toBe(false);
  for (const query of ["?t=255", "#t=10"]) {
    await page.goto(`/night/3${query}`);
    await expect(transcript(page)).toBeVisible();
    await expect(page.getByText("cannot be loaded")).toBeHidden();
  }
});

test("where the demonstration is off, nobody signs in without a password", { tag: "@once" }, async ({
  page,
  request,
}) => {
  await page.goto("/sign-in");
  await expect(page.getByRole("main")).toContainText(
    "Here people sign in by a link that they get from an administrator.",
  );
  await expect(page.getByRole("button", { name: DEMO_MAINTAINER.name })).toHaveCount(0);
  // Nor by the request that the button would send.
  const { csrfToken } = (await (await request.get("/api/auth/csrf")).json()) as { csrfToken: string };
  await request.post("/api/auth/callback/demo", {
    form: { handle: DEMO_MAINTAINER.handle, csrfToken, callbackUrl: "/", json: "true" },
    maxRedirects: 0,
  });
  expect(await (await request.get("/api/auth/session")).json()).toEqual({});
});
