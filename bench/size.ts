import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { type Browser, chromium } from "@playwright/test";
import { ensureBuilt } from "../scripts/bootstrap/build.mjs";
import { createSay } from "../scripts/bootstrap/report.mjs";
import { run } from "../scripts/bootstrap/run.mjs";
import { findBrowser } from "../scripts/browser/find";
import { freePort } from "../scripts/network/free-port";
import { startSite } from "../tests/support/site";
import { reportFigure } from "./report-figure";

// How much script an episode's page has compared with an empty page of the same Next, built in the same run.
// It counts every script that a real browser loads until the page is at rest, each compressed by gzip at its
// highest level.

const ROOT = join(import.meta.dirname, "..");
const BAR_KB = 40;
const PAGES = {
  home: "/",
  show: "/figures",
  episode: "/figures/1",
  search: "/search?q=survey",
  embed: "/embed/figures/1",
};

await ensureBuilt({ say: createSay() });
const { executablePath, args, env } = await findBrowser();
const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
const site = await startSite();
try {
  const empty = await measureEmpty(browser);
  console.log(`an empty page: ${kb(empty)}`);
  for (const [name, path] of Object.entries(PAGES)) {
    const found = await scriptOf(browser, site.url + path);
    console.log(`${name}: ${kb(found)}, ${kb(found - empty)} on top`);
    if (name !== "episode") continue;
    reportFigure({
      what: "script of an episode's page, gzipped",
      figure: `${kb(found - empty)} on top`,
      bar: `at most ${BAR_KB} KB`,
      against: `an empty page of the same Next: ${kb(empty)}`,
      reached: found - empty <= BAR_KB * 1000,
    });
  }
} finally {
  await browser.close();
  await site.stop();
}
process.exit();

function kb(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`;
}

/** Bytes of all scripts that a page has loaded when it is at rest. */
async function scriptOf(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  const sizes = new Map<string, number>();
  page.on("response", async (response) => {
    if (response.request().resourceType() !== "script") return;
    sizes.set(response.url(), gzipSync(await response.body(), { level: 9 }).length);
  });
  await page.goto(url, { waitUntil: "networkidle" });
  await page.waitForTimeout(3_000);
  await context.close();
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

/** Builds an app with one empty page with the project's own Next, and measures it. */
async function measureEmpty(browser: Browser): Promise<number> {
  await mkdir(join(ROOT, "test-results"), { recursive: true });
  // Inside the project, so that its packages are found: Next's builder does not follow links to them.
  const folder = await mkdtemp(join(ROOT, "test-results/empty-"));
  try {
    await mkdir(join(folder, "app"));
    await cp(join(ROOT, "tsconfig.json"), join(folder, "tsconfig.json"));
    const files = {
      "package.json": `{ "type": "module" }`,
      "next.config.js": `export default { typescript: { ignoreBuildErrors: true }, turbopack: { root: ${JSON.stringify(ROOT)} } };`,
      "app/layout.js": "export default ({ children }) => <html lang='en'><body>{children}</body></html>;",
      "app/page.js": "export default () => <p>Empty</p>;",
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const next = join(ROOT, "node_modules/next/dist/bin/next");
    const variables = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;
    await run(process.execPath, [next, "build"], { quiet: true, cwd: folder, env: variables });
    const port = await freePort({ port: 0, host: "127.0.0.1" });
    const child = spawn(process.execPath, [next, "start", "-p", String(port), "-H", "127.0.0.1"], {
      cwd: folder,
      env: { ...process.env, ...variables },
      stdio: "ignore",
    });
    try {
      const url = `http://127.0.0.1:${port}/`;
      while (!(await fetch(url).catch(() => null))?.ok) {
        if (child.exitCode !== null) throw new Error("The empty app did not start");
        await sleep(50);
      }
      return await scriptOf(browser, url);
    } finally {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
