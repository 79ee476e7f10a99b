import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ICruiseResult } from "dependency-cruiser";
import { expect, test } from "vitest";
import { CommandFailed, run } from "@/scripts/bootstrap/run.mjs";

const ROOT = join(import.meta.dirname, "../..");
const CONFIG = join(ROOT, ".dependency-cruiser.cjs");

/** Runs dependency-cruiser as `npm run check` does. Returns the rules that each file breaks, in order. */
async function broken(root: string): Promise<Record<string, string[]>> {
  const program = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const output = await run(process.execPath, [program, ".", "--config", CONFIG, "--output-type", "json"], {
    quiet: true,
    cwd: root,
  }).catch((error) => {
    // A broken rule also gives an exit code other than 0; the report is in the output.
    if (error instanceof CommandFailed && error.output.startsWith("{")) return error.output;
    throw error;
  });
  const { summary } = JSON.parse(output) as ICruiseResult;
  const rules: Record<string, string[]> = {};
  for (const { from, rule } of summary.violations) rules[from] = [...(rules[from] ?? []), rule.name];
  return rules;
}

/** The same for a project with these files and a few packages. */
async function brokenIn(files: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), "onrecord-rooms-"));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  try {
    cpSync(join(ROOT, "tsconfig.json"), join(root, "tsconfig.json"));
    for (const name of ["next", "pg", "react", "zod", "zod-like", "@prisma/adapter-pg", "@prisma/client"]) {
      write(
        `node_modules/${name}/package.json`,
        JSON.stringify({ name, version: "1.0.0", main: "index.js" }),
      );
      write(`node_modules/${name}/index.js`, "");
    }
    for (const [path, text] of Object.entries({ ...HOUSE, ...files })) write(path, text);
    return await broken(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The files that the cases below import: one for each room. None of them imports anything. */
const HOUSE = Object.fromEntries(
  [
    "app/x.ts",
    "components/x.tsx",
    "components/x.css",
    "server/x.ts",
    ...["text", "people", "work", "doors", "web", "net", "jobs"].map((floor) => `server/${floor}/x.ts`),
    "server/generated/prisma/client.ts",
    "server/generated/x.ts",
    "server/other/x.ts",
    "server/web/making/x.ts",
    "align/x.ts",
    "transcript/x.ts",
    "evidence/x.ts",
    "lib/x.ts",
    "scripts/x.ts",
    "tests/x.ts",
    "bench/x.ts",
    "prisma/seed.ts",
    "next.config.js",
  ].map((path) => [path, path.endsWith("css") ? "" : "export interface X {}\nexport const x = 1;"]),
);

/** Gives the files names of their own, `{room}/case-1.ts` and so on, for the single run of all cases. */
const named = <T extends readonly [room: string, text: string, ...unknown[]]>(
  cases: readonly T[],
  as: string,
) => cases.map(([room, text], index) => [`${room}/${as}-${index}.ts`, text] as const);

const REFUSED = [
  ["app", 'import { x } from "@/tests/x";', "app-adapts"],
  ["app", 'import { x } from "../bench/x";', "app-adapts"],
  ["app", 'import type { X } from "@/scripts/x";', "app-adapts"],
  ["app", 'export * from "@/prisma/seed";', "app-adapts"],
  ["app", 'import config from "../next.config.js";', "app-adapts"],
  ["components", 'import { x } from "@/app/x";', "components-are-handed-data"],
  ["components", 'import type { X } from "@/app/x";', "components-are-handed-data"],
  ["components", 'import { x } from "@/scripts/x";', "components-are-handed-data"],
  ["components", 'import { readFile } from "node:fs";', "components-are-handed-data"],
  ["components", 'import { x } from "@/server/x";', "components-know-only-types-of-server"],
  ["components", 'import { type X } from "@/server/x";', "components-know-only-types-of-server"],
  ["components", 'export * from "../server/x";', "components-know-only-types-of-server"],
  ["components", 'export { x } from "../server/x";', "components-know-only-types-of-server"],
  ["components", 'import "../server/x";', "components-know-only-types-of-server"],
  ["components", 'const x = await import("@/server/x");', "components-know-only-types-of-server"],
  [
    "components",
    'import type { X } from "@/server/x";\nimport { x } from "@/server/x";',
    "components-know-only-types-of-server",
  ],
  ["server", 'import { x } from "@/components/x";', "server-knows-no-screens"],
  ["server", 'import type { X } from "@/components/x";', "server-knows-no-screens"],
  ["server", 'const x = await import("../app/x");', "server-knows-no-screens"],
  ["server", 'import { x } from "@/scripts/x";', "server-knows-no-screens"],
  ["server", 'import { x } from "./text/x";', "server-ground-is-lowest"],
  ["server/net", 'import { x } from "../jobs/x";', "server-net-looks-down"],
  ["server/jobs", 'import type { X } from "../text/x";', "server-jobs-looks-down"],
  ["server/text", 'import { x } from "../people/x";', "server-text-looks-down"],
  ["server/people", 'import type { X } from "@/server/work/x";', "server-people-looks-down"],
  ["server/work", 'const x = await import("../doors/x");', "server-work-looks-down"],
  ["server/doors", 'import { x } from "../web/x";', "server-doors-looks-down"],
  ["server/web", 'import { x } from "../other/x";', "server-web-looks-down"],
  ["server/web/front", 'import { x } from "../making/x";', "front-makes-nothing"],
  ["server/web/front", 'import next from "next";\nexport const x = next;', "front-makes-nothing"],
  ["transcript", 'import { z } from "zod";', "model-is-pure"],
  ["transcript", 'import type { Z } from "zod";', "model-is-pure"],
  ["transcript", 'let x: import("../lib/x").X;', "model-is-pure"],
  ["transcript", 'const fs = require("fs");', "model-is-pure"],
  ["transcript", 'import { x } from "../evidence/x";', "model-is-pure"],
  ["transcript", 'import { x } from "@/tests/x";', "model-is-pure"],
  ["evidence", 'import { x } from "@/transcript/x";', "model-is-pure"],
  ["evidence", 'import "node:path";', "model-is-pure"],
  ["components", 'import { x } from "@/align/x";', "components-are-handed-data"],
  ["transcript", 'import { x } from "@/align/x";', "model-is-pure"],
  ["align", 'import { z } from "zod";', "align-is-pure"],
  ["align", 'import "node:fs";', "align-is-pure"],
  ["align", 'import type { X } from "../server/x";', "align-is-pure"],
  ["align", 'import { x } from "@/evidence/x";', "align-is-pure"],
  ["lib", 'import { x } from "@/server/x";', "lib-is-small"],
  ["lib", 'import type { X } from "@/transcript/x";', "lib-is-small"],
  ["lib", 'import pg from "pg";', "lib-is-small"],
  ["lib", 'import { z } from "zod-like";', "lib-is-small"],
  ["lib", 'import { x } from "../bench/x";', "lib-is-small"],
  ["app", 'import { PrismaClient } from "@prisma/client";', "one-door-to-the-database"],
  ["server", 'import { PrismaPg } from "@prisma/adapter-pg";', "one-door-to-the-database"],
  ["server", 'import type { X } from "./generated/prisma/client";', "one-door-to-the-database"],
  ["lib", 'import { gone } from "./gone";', "imports-lead-somewhere"],
  ["app", 'import gone from "gone";', "imports-lead-somewhere"],
  ["scripts", 'import { gone } from "@/lib/gone";', "imports-lead-somewhere"],
  ["tests", 'import type { Gone } from "../gone/x";', "imports-lead-somewhere"],
] as const;

const ALLOWED = [
  ["app", 'import "@/components/x"; import "@/server/x"; import "@/transcript/x"; import "../evidence/x";'],
  ["app", 'import "../lib/x"; import "react"; import "node:fs";'],
  ["components", 'import type { X } from "@/server/x"; import "@/transcript/x"; import "@/evidence/x";'],
  ["components", 'export type { X } from "../server/x"; import "@/lib/x"; import "react"; import "./x.css";'],
  ["components", 'let x: import("@/server/x").X;'],
  ["server/deeper", 'import "../x"; import "@/transcript/x"; import "@/evidence/x"; import "@/lib/x";'],
  ["server", 'import "pg"; import "node:fs";'],
  ["server/text", 'import "../x"; import "../jobs/x"; import "../net/x";'],
  ["server/work", 'import "../text/x"; import "../people/x";'],
  ["server/web", 'import "../doors/x"; import "../work/x"; import "../text/x";'],
  ["transcript", 'import "./x"; export * from "@/transcript/x"; // import "zod"'],
  ["evidence/deeper", 'import "../x";'],
  ["align", 'import "./x"; import "@/transcript/x"; import "../lib/x";'],
  ["server/text", 'import "@/align/x";'],
  ["lib", 'import { z } from "zod"; import "node:path"; import "./x";'],
  ...["scripts", "tests", "bench", "prisma"].map(
    (room) =>
      [
        room,
        'import "@/app/x"; import "@/server/generated/prisma/client"; import "@prisma/client";',
      ] as const,
  ),
  ["tests", 'import "../scripts/x"; import "../bench/x"; import "../prisma/seed"; import "../components/x";'],
] as const;

/** Each is one circle, reported at the file where the search finds it. */
const CIRCLES = {
  "by whatever address": {
    "lib/round-a.ts": 'import "./round-b";',
    "lib/round-b.ts": 'import "@/lib/round-c";',
    "lib/round-c/index.ts": 'import { x } from "../round-a";',
  },
  "of types alone": {
    "scripts/types-a.ts": 'import type { B } from "./types-b";',
    "scripts/types-b.ts": 'import type { A } from "./types-a";',
  },
  "of one file": { "tests/self.ts": 'import "./self";' },
};

/** Here no two files form a circle, but their folders do. */
const FOLDERS = {
  "server/doors/one/a.ts": 'import "../two/b";',
  "server/doors/one/c.ts": "export const c = 1;",
  "server/doors/two/b.ts": "export const b = 1;",
  "server/doors/two/d.ts": 'import "../one/c";',
};

const DOOR = { "server/db.ts": 'import "@prisma/adapter-pg"; import "./generated/prisma/client";' };

const refused = named(REFUSED, "refused");
const allowed = named(ALLOWED, "allowed");
// A single run for all cases, since starting dependency-cruiser takes most of its time.
const found = brokenIn({
  ...Object.fromEntries([...refused, ...allowed]),
  ...Object.assign({}, ...Object.values(CIRCLES)),
  ...FOLDERS,
  ...DOOR,
});

test.each(REFUSED.map(([room, text, rule], index) => [room, text, rule, refused[index]?.[0] ?? ""]))(
  "in %s, %s breaks the rule %s, and no other",
  async (_room, _text, rule, file) => {
    expect((await found)[file]).toEqual([rule]);
  },
);

test.each(ALLOWED.map(([room, text], index) => [room, text, allowed[index]?.[0] ?? ""]))(
  "in %s, %s breaks none",
  async (_room, _text, file) => {
    expect((await found)[file]).toBeUndefined();
  },
);

test("server/db.ts alone may talk to Prisma", async () => {
  expect((await found)["server/db.ts"]).toBeUndefined();
});

test.each(Object.entries(CIRCLES))("a circle %s breaks the rule no-circles", async (_, files) => {
  const rules = await found;
  expect(Object.keys(files).flatMap((file) => rules[file] ?? [])).toEqual(["no-circles"]);
});

test("folders in a circle break the rule no-folder-circles, and their files none", async () => {
  const rules = await found;
  expect(rules["server/doors/one"]).toEqual(["no-folder-circles"]);
  expect(Object.keys(FOLDERS).flatMap((file) => rules[file] ?? [])).toEqual([]);
});

test("every rule is shown above", async () => {
  const { default: config } = await import("@/.dependency-cruiser.cjs");
  const shown = new Set(Object.values(await found).flat());
  expect([...shown].toSorted()).toEqual(config.forbidden?.map(({ name }) => name).toSorted());
});
