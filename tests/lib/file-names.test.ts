import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

// A file that exports functions is named for one of them, or for one of its classes, schemas or tables. So a
// name leads to its file, and a file to its name.

/** Files with several equal functions about one thing: each is named for that thing. */
const NOUNS = new Set([
  "lib/addresses.ts",
  "lib/browser-storage.ts",
  "lib/page-contract.ts",
  "lib/time.ts",
  "lib/varints.ts",
  "server/doors/api/cursor.ts",
  "server/doors/feeds/read-values.ts",
  "server/doors/repository/pkt-line.ts",
  "server/jobs/state-of.ts",
  "server/text/quotes/quote.ts",
]);
/** `send-mails-job.ts` exports `handleSendMails`: the file is named for the job, the function for what it does. */
const jobOf = (name: string) => name.replace(/^handle-(.+)$/, "$1-job");
/** Endpoints are named for the addresses they answer. */
const ENDPOINTS = /^server\/doors\/api\/endpoints\//;

/** A job is named for its queue, and has the handlers of it. */
const JOBS = /-job\.ts$/;

const root = join(import.meta.dirname, "../..");

/** The names of a file's exports: functions and classes, and everything else that has a value. */
function exportsOf(path: string): { functions: string[]; values: string[] } {
  const source = ts.createSourceFile(
    path,
    readFileSync(join(root, path), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const functions: string[] = [];
  const values: string[] = [];
  for (const statement of source.statements) {
    const exported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!exported) continue;
    if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name)
      functions.push(statement.name.text);
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations)
      (initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
        ? functions
        : values
      ).push(name.getText());
  }
  return { functions, values };
}

/** `findDocument` as `find-document`, `toTSQuery` as `to-ts-query`, `COLUMNS` as `columns`. */
const kebab = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .replaceAll("_", "-")
    .toLowerCase();

test("a file is named for what it exports", () => {
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "server", "lib"], {
    cwd: root,
    encoding: "utf8",
  })
    .split("\n")
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts") && existsSync(join(root, path)))
    .filter((path) => !NOUNS.has(path) && !ENDPOINTS.test(path) && !JOBS.test(path));
  expect(files.length).toBeGreaterThan(200);
  const misnamed = files.flatMap((path) => {
    const { functions, values } = exportsOf(path);
    if (functions.length === 0) return [];
    const names = [...functions, ...values];
    return names.map(kebab).map(jobOf).includes(basename(path, ".ts"))
      ? []
      : [`${path} exports ${names.join(", ")}`];
  });
  expect(misnamed).toEqual([]);
});

test("names become file names", () => {
  expect(["findDocument", "toTSQuery", "PacketReader", "MOST_LINES"].map(kebab)).toEqual([
    "find-document",
    "to-ts-query",
    "packet-reader",
    "most-lines",
  ]);
});
