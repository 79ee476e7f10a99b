import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { openDatabase } from "../../server/db";
import { makeToken } from "../../server/people/accounts/make-token";
import { startSite } from "../support/site";
import { asMaintainer, axe, expect, test } from "./support/test";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "../..");

test("@once the repository is cloned from the site, and pushed to", async ({ site, page }) => {
  const folder = await mkdtemp(join(tmpdir(), "onrecord-clone-"));
  const git = (...args: string[]) =>
    run("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", ...args], { cwd: folder });
  const db = openDatabase(site.databaseUrl);
  try {
    await git("clone", "--quiet", `${site.url}/transcripts.git`, ".");
    const path = "figures/figures-of-speech-2.md";
    const mine = await readFile(join(folder, path), "utf8");
    expect(mine).toBe(await readFile(join(ROOT, "prisma/demo", path), "utf8"));
    const health = await (await page.request.get("/api/health")).json();
    expect(health.projected).toBe(health.revision);

    const user = await db.user
      .findUniqueOrThrow({ where: { handle: "sam" } })
      .catch(() => db.user.findFirstOrThrow());
    const made = await makeToken(db, { userId: user.id, name: "e2e", scopes: ["contribute"] });
    if (!made.ok) throw new Error(made.reason);
    await writeFile(join(folder, path), `${mine.trimEnd()}\n\n**Ana:** One more thing.\n`);
    await git("commit", "--quiet", "--all", "--message", "One more thing");
    const address = `${site.url.replace("//", `//git:${made.token}@`)}/transcripts.git`;
    const { stderr } = await git("push", address, "HEAD:refs/for/main");
    expect(stderr).toMatch(/remote: figures\/.*: http:\/\/localhost:\d+\/contributions\/\d+/);
    // A browser, which is not git, sees an explanation.
    await page.goto("/transcripts.git");
    await expect(page.getByText(`git clone ${site.url}/transcripts.git`)).toBeVisible();

    const bundle = await page.request.get("/export.bundle");
    expect(bundle.status()).toBe(200);
    await writeFile(join(folder, "all.bundle"), await bundle.body());
    const { stdout } = await git("bundle", "verify", "all.bundle");
    expect(stdout).toContain("refs/heads/platform");
  } finally {
    await db.$disconnect();
    await rm(folder, { recursive: true, force: true });
  }
});

test("@once without git the rest of the site works, and it is said what does not", async ({ page }) => {
  const site = await startSite({ env: { ONRECORD_GIT: "/no-such-program" } });
  try {
    const health = await page.request.get(`${site.url}/api/health`);
    expect(health.status()).toBe(200);
    expect(await health.json()).toMatchObject({
      status: "ok",
      problems: [expect.stringContaining("git is not installed")],
    });
    expect((await page.request.get(`${site.url}/figures/1`)).status()).toBe(200);
    expect((await page.request.get(`${site.url}/figures/1.md`)).status()).toBe(200);
    for (const address of ["/transcripts.git/info/refs?service=git-upload-pack", "/export.bundle"]) {
      const refused = await page.request.get(site.url + address);
      expect(refused.status(), address).toBe(503);
      expect(await refused.text(), address).toContain("git is not installed");
    }
  } finally {
    await site.stop();
  }
});

test("an owner sets a mirror, and is told what is wrong with an address", async ({ page, site }) => {
  const db = openDatabase(site.databaseUrl);
  await db.showRole.updateMany({ where: { user: { handle: "demo-maintainer" } }, data: { role: "owner" } });
  await db.$disconnect();
  await asMaintainer(page, "/figures/settings");
  await page.getByRole("link", { name: "The mirror" }).click();
  const form = page.getByRole("form", { name: "The mirror of Figures of Speech" });
  await expect(form).toBeVisible();
  await axe(page);
  await form.getByLabel("Address").fill("https://127.0.0.1/us/transcripts.git");
  await form.getByLabel(/Token/).fill("a-token");
  await form.getByRole("button", { name: /^(?:Set|Change)/ }).click();
  await expect(form.getByRole("alert")).toContainText(/internal/);
  await axe(page);
});
