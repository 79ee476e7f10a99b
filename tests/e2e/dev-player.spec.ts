import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LATER, TOLD_EARLY } from "../../lib/page-contract";
import { endTree } from "../../scripts/bootstrap/run.mjs";
import { freePort } from "../../scripts/network/free-port";
import type { Site } from "../support/site";
import {
  audioSecond,
  EPISODE,
  isPlaying,
  litByClick,
  litWord,
  openEpisode,
  pauseButton,
  placeOf,
  playButton,
  transcript,
} from "./support/reader";
import { expect, test as overBuild } from "./support/test";

const ROOT = join(import.meta.dirname, "../..");
/** Next compiles each page when it is first asked for. */
const MINUTES = 5 * 60_000;

/** Playwright's `test` over `npm run dev`, with a database of its own. */
const test = overBuild.extend<{ site: Site }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names from its pattern
    async ({}, use) => {
      const home = await mkdtemp(join(tmpdir(), "onrecord-dev-"));
      // PostgreSQL may run as another user than this one, and has to get to its data.
      await chmod(home, 0o711);
      const port = await freePort({ port: 0, host: "127.0.0.1" });
      const url = `http://localhost:${port}`;
      const child = spawn(process.execPath, [join(ROOT, "scripts/start.mjs"), "--dev"], {
        cwd: ROOT,
        env: {
          ...process.env,
          ...{ DATABASE_URL: "", ONRECORD_HOME: home, PORT: String(port), NEXTAUTH_URL: url },
        },
        stdio: ["ignore", "pipe", "pipe"],
        detached: process.platform !== "win32",
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (chunk: string) => {
          output += chunk;
        });
      try {
        while (!(await fetch(`${url}/api/health`).catch(() => null))?.ok) {
          if (child.exitCode !== null) throw new Error(`npm run dev has ended. It printed:\n${output}`);
          await sleep(200);
        }
        // The first time a page is compiled takes as long as all that follows.
        for (const address of [EPISODE, "/figures"]) await fetch(url + address);
        const notHere = async () => {};
        await use({
          url,
          home,
          databaseUrl: "",
          pid: child.pid ?? 0,
          output: () => output,
          renew: notHere,
          stop: notHere,
        });
      } finally {
        endTree(child, "SIGTERM");
        const gone = new Promise((done) => child.once("close", done));
        if (child.exitCode === null && !(await Promise.race([gone.then(() => true), sleep(15_000)])))
          endTree(child, "SIGKILL");
        await rm(home, { recursive: true, force: true });
      }
    },
    { scope: "test", timeout: MINUTES },
  ],
});

test("`npm run dev` shows the page that ships, with the same pieces and the same player", {
  tag: "@once",
}, async ({ page, request, allowed }) => {
  test.setTimeout(MINUTES);
  // What Next's development server says of itself.
  allowed.push(/React DevTools|\[HMR\]|\[Fast Refresh\]|webpack-hmr/);
  const html = await (await request.get(EPISODE)).text();
  expect(html).toContain("Both are true. I am almost two meters tall");
  expect(html.indexOf(TOLD_EARLY), "the audio begins in the head").toBeLessThan(
    html.indexOf('rel="stylesheet"'),
  );
  expect(html, "Next's scripts come later").toMatch(
    new RegExp(`<script type="application/json" ${LATER}>\\[\\{"src"`),
  );
  expect(html).toMatch(/<script src="\/_next\/static\/player-\w+\.js"><\/script>/);

  await openEpisode(page);
  await playButton(page).click();
  await expect(pauseButton(page)).toBeVisible();
  await expect.poll(() => litWord(page)).not.toBe("");
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(1);
  await pauseButton(page).click();
  expect(await litByClick(page, await placeOf(page, "weddings"))).toBe("weddings.");
  await expect.poll(() => isPlaying(page)).toBe(true);

  // Away and back; and there by a link, where no page holds the text yet.
  const whole = await transcript(page).evaluate((root) => root.textContent);
  await page.getByRole("link", { name: "Figures of Speech" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Figures of Speech");
  await page.goBack();
  await expect(transcript(page)).toContainText("Both are true");
  expect(await transcript(page).evaluate((root) => root.textContent)).toBe(whole);
  await page.goto("/figures");
  await page.getByRole("link", { name: "Almost 4,300 People" }).click();
  await expect(transcript(page)).toContainText("Both are true");
  expect(await transcript(page).evaluate((root) => root.textContent)).toBe(whole);
});
