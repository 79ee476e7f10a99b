import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { ENDPOINTS } from "../../server/doors/api/endpoints";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
// Includes new files that are not committed yet.
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\n")
  .filter(Boolean);
const code = files.filter((path) => /\.(ts|tsx|mjs|js|css)$/.test(path));
const pages = files.filter((path) => path.endsWith(".md") && !path.startsWith("prisma/demo/figures/"));
const docs = pages.filter((path) => !path.startsWith("docs/decisions/") && path !== "CHANGELOG.md");
/** The code names in a table's first column. */
const listed = (text: string) =>
  [...text.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
  );

describe("docs/rooms.md", () => {
  const rooms = listed(read("docs/rooms.md")).map((name) => name.replace(/\/$/, ""));

  test("lists every folder of server/ and components/ that holds code, and no other", () => {
    const folders = new Set(
      code.filter((path) => /^(server|components)\/[^/]+\//.test(path)).map((path) => dirname(path)),
    );
    const generated = (path: string) => path.startsWith("server/generated");
    const floor = (path: string) => /^server\/[^/]+$/.test(path);
    const named = rooms.filter((path) => /^(server|components)\//.test(path));
    expect(named.filter((path) => !floor(path)).toSorted()).toEqual(
      [...folders].filter((path) => !generated(path) && !floor(path)).toSorted(),
    );
    // A floor is listed whether it has files of its own or only folders.
    const floors = new Set(code.flatMap((path) => /^server\/[^/]+(?=\/)/.exec(path)?.[0] ?? []));
    expect(named.filter(floor).toSorted()).toEqual([...floors].filter((path) => !generated(path)).toSorted());
  });

  test("lists every folder of the top level, and no other", () => {
    const top = new Set(
      files.filter((path) => path.includes("/") && !path.startsWith(".")).map((path) => path.split("/")[0]),
    );
    expect(rooms.filter((path) => !path.includes("/")).toSorted()).toEqual([...top].toSorted());
  });
});

describe("commands", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

  test("docs/running.md tells every command", () => {
    const told = listed(read("docs/running.md")).flatMap(
      (name) => /^npm (?:run )?([\w-]+)/.exec(name)?.[1] ?? [],
    );
    expect([...new Set(told)].toSorted()).toEqual(Object.keys(scripts).toSorted());
  });

  test.each(docs)("every command that %s names is there", (path) => {
    const named = [...read(path).matchAll(/npm run ([\w-]+)/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

describe("settings", () => {
  test("every variable that the program reads is told in docs/running.md or docs/debugging.md", () => {
    const known = new Set(
      [...(read("docs/running.md") + read("docs/debugging.md")).matchAll(/`([A-Z][A-Z0-9_]+)(?:=1)?`/g)].map(
        ([, name]) => name,
      ),
    );
    // Tests make up variables; the system's own need no documentation here.
    const system = new Set([
      "CI",
      "PATH",
      "TERM",
      "TMPDIR",
      "LD_LIBRARY_PATH",
      "GIT_ASKPASS",
      "GIT_SSH_COMMAND",
    ]);
    const source = code.filter((path) => !path.startsWith("tests/"));
    const asked = source.flatMap((path) =>
      [...read(path).matchAll(/process\.env\.([A-Z][A-Z0-9_]*)/g)].map(([, name = ""]) => name),
    );
    const schema = [...read("lib/read-environment.ts").matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(
      ([, name = ""]) => name,
    );
    expect(schema.length).toBeGreaterThan(10);
    const untold = [...new Set([...asked, ...schema])].filter(
      (name) => !known.has(name) && !system.has(name),
    );
    expect(untold).toEqual([]);
  });
});

describe("addresses", () => {
  /** The address of a file in app/, as docs/addresses.md writes it. */
  const addressOf = (path: string) => {
    const inside = path
      .replace(/^app/, "")
      .replace(/\/(page\.tsx|route\.ts)$/, "")
      .replace(/\/(sitemap|robots)\.ts$/, (_, name) => (name === "sitemap" ? "/sitemap.xml" : "/robots.txt"))
      .replace(/\/opengraph-image\.tsx$/, "/opengraph-image");
    return (
      inside
        // Git documents its own paths below the repository.
        .replace(/^\/transcripts\.git\/.*$/, "/transcripts.git")
        .replace(/\[\[?\.\.\.(\w+)\]\]?/g, (_, name) => `{${name === "nextauth" ? "path" : name}}`)
        .replace(/\[(\w+)\]/g, "{$1}") || "/"
    );
  };
  const served = code
    .concat(files.filter((path) => path === "app/icon.svg"))
    .filter((path) =>
      /^app\/(.*\/)?(page\.tsx|route\.ts|sitemap\.ts|robots\.ts|opengraph-image\.tsx|icon\.svg)$/.test(path),
    )
    .map(addressOf);
  const text = read("docs/addresses.md");
  const told = new Set([...text.matchAll(/`(\/[^`]*)`/g)].map(([, address]) => address));

  test("docs/addresses.md tells every address that app/ serves", () => {
    expect(served.length).toBeGreaterThan(40);
    expect(served.filter((address) => !told.has(address))).toEqual([]);
  });
});

describe("the API", () => {
  test("every endpoint says what it is for, and has an answer with a schema", () => {
    expect(ENDPOINTS.length).toBeGreaterThan(10);
    const silent = ENDPOINTS.filter(({ summary }) => summary.trim().length < 8);
    expect(silent.map(({ path }) => path)).toEqual([]);
  });
});

test("no paragraph stands twice in the docs", () => {
  const seen = new Map<string, string>();
  const twice: string[] = [];
  for (const path of pages.filter((each) => /^(docs\/|[^/]+$)/.test(each))) {
    for (const part of read(path).split(/\n{2,}|\n(?=\| |- |\d+\. )/)) {
      const words = part.replace(/\s+/g, " ").trim();
      // Shorter paragraphs are headings, table rules and the licence's line.
      if (words.length < 120) continue;
      const first = seen.get(words);
      if (first) twice.push(`${first} and ${path}: ${words.slice(0, 80)}`);
      seen.set(words, path);
    }
  }
  expect(twice).toEqual([]);
});

describe("decisions", () => {
  const notes = files.filter((path) => /^docs\/decisions\/\d{4}-.+\.md$/.test(path)).toSorted();

  test("are numbered without holes", () => {
    const numbers = notes.map((path) => Number(path.slice("docs/decisions/".length).slice(0, 4)));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  test.each(notes)("%s carries its number, its date and its status", (path) => {
    const [title, blank, about] = read(path).split("\n");
    expect(title).toMatch(new RegExp(`^# ${Number(path.slice(15, 19))}\\. `));
    expect(blank).toBe("");
    expect(about).toMatch(/^\*\d{4}-\d\d-\d\d · (Accepted|Superseded by \[decision \d+\])/);
  });
});
