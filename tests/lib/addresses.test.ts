import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EPISODE_SLUG, isOwnAddress, isShowAddress } from "../../lib/addresses";

const root = join(import.meta.dirname, "../..");

describe("the platform's own addresses", () => {
  test("are those of the design", () => {
    for (const address of ["gaps", "review", "contributions", "people", "surveys", "claims", "search", "api"])
      expect(isOwnAddress(address), address).toBe(true);
    for (const address of ["transcripts.git", "sign-in", "settings", "_next", "robots.txt", "sitemap.xml"])
      expect(isOwnAddress(address), address).toBe(true);
    for (const address of ["favicon.ico", ".well-known", "API"])
      expect(isOwnAddress(address), address).toBe(true);
  });

  test("hold every route and every file that lies where a show would", () => {
    const names = (folder: string) =>
      existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
    const routes = names(join(root, "app"))
      .filter((entry) => entry.isDirectory() && /^[a-z]/i.test(entry.name))
      .map((entry) => entry.name);
    const files = names(join(root, "public")).map((entry) => entry.name);
    for (const name of [...routes, ...files]) expect(isOwnAddress(name), name).toBe(true);
  });

  test("of a show hold every route that lies where an episode would", () => {
    const routes = readdirSync(join(root, "app/[show]"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && EPISODE_SLUG.test(entry.name))
      .map((entry) => entry.name);
    expect(routes).toContain("settings");
    for (const name of routes) expect(isShowAddress(name), name).toBe(true);
    expect(isShowAddress("Settings")).toBe(true);
    expect(isShowAddress("147")).toBe(false);
  });

  test("leave shows theirs", () => {
    for (const slug of ["practicalai", "news", "podcast", "rfc", "figures", "gapsandgaps"])
      expect(isOwnAddress(slug), slug).toBe(false);
  });
});
