import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const listed = execFileSync("git", ["ls-files", "*.md"], { cwd: ROOT, encoding: "utf8" });
// Transcripts and show notes of the demonstration link to other sites.
const texts = listed.split("\n").filter((path) => path && !path.startsWith("prisma/demo/figures/"));

test.each(texts)("every link and picture of %s leads somewhere", (path) => {
  const text = readFileSync(join(ROOT, path), "utf8").replace(/`[^`]*`/g, "");
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  const own = targets.filter((target) => !/^(https?:|mailto:|#)/.test(target));
  const lost = own.filter((target) => !existsSync(join(ROOT, dirname(path), target.split("#")[0] ?? "")));
  expect(lost).toEqual([]);
});
