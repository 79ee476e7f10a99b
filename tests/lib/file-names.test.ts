import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

// A file that exports functions is named for one of them, or for one of its classes, schemas or tables. So a
// name leads to its file, and a file to its name.

/** Files with several equal functions about one thing: each is named for that thing. */
const NOUNS = new Set([
  "components/correct/drafts.ts",
  "components/correct/sheet.ts",
  "components/people/sign-in.tsx",
  "components/player/icons.tsx",
  "components/player/memory.ts",
  "components/player/player-state.ts",
  "components/player/word-starts.ts",
  "components/ui/form-state.ts",
  "components/ui/pieces.ts",
  "lib/addresses.ts",
  "lib/browser-storage.ts",
  "lib/http/action-call.ts",
  "lib/http/pace.ts",
  "lib/page-contract.ts",
  "lib/proof-of-work.ts",
  "lib/time.ts",
  "lib/varints.ts",
  "server/doors/api/cursor.ts",
  "server/doors/import/read-values.ts",
  "server/doors/repository/pkt-line.ts",
  "server/jobs/state-of.ts",
  "server/text/quotes/quote.ts",
  "server/work/shows/field-values.ts",
  "server/work/shows/fields.ts",
]);
/** `send-mails-job.ts` exports `handleSendMails`: the file is named for the job, the function for what it does. */
const jobOf = (name: string) => name.replace(/^handle-(.+)$/, "$1-job");
/** Endpoints are named for the addresses they answer. */
const ENDPOINTS = /^server\/doors\/api\/endpoints\//;

/** A job is named for its queue, and has the handlers of it. */
const JOBS = /-job\.ts$/;

const root = join(import.meta.dirname, "../..");

/** The names of a file's exports: functions and classes, everything else that has a value, and types. */
function exportsOf(path: string): { functions: string[]; values: string[]; types: string[] } {
  const source = ts.createSourceFile(
    path,
    readFileSync(join(root, path), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const functions: string[] = [];
  const values: string[] = [];
  const types: string[] = [];
  for (const statement of source.statements) {
    const exported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    // A page's own name is Next's affair.
    if (!exported || isDefault(statement)) continue;
    if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name)
      functions.push(statement.name.text);
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
      types.push(statement.name.text);
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations)
      (initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
        ? functions
        : values
      ).push(name.getText());
  }
  return { functions, values, types };
}

const isDefault = (statement: ts.Statement) =>
  ts.canHaveModifiers(statement) &&
  ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);

/** `findDocument` as `find-document`, `toTSQuery` as `to-ts-query`, `COLUMNS` as `columns`. */
const kebab = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .replaceAll("_", "-")
    .toLowerCase();

/** The code of some folders, without what is generated. */
const filesOf = (...folders: string[]) =>
  execFileSync("git", ["ls-files", "-co", "--exclude-standard", ...folders], { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts") && existsSync(join(root, path)));

test("a file is named for what it exports", () => {
  const files = filesOf("components", "server", "lib").filter(
    (path) => !NOUNS.has(path) && !ENDPOINTS.test(path) && !JOBS.test(path),
  );
  expect(files.filter((path) => path.startsWith("components/")).length).toBeGreaterThan(150);
  expect(files.filter((path) => path.startsWith("server/")).length).toBeGreaterThan(200);
  const misnamed = files.flatMap((path) => {
    const { functions, values } = exportsOf(path);
    if (functions.length === 0) return [];
    const names = [...functions, ...values];
    return names
      .map(kebab)
      .map(jobOf)
      .includes(basename(path).replace(/\.tsx?$/, ""))
      ? []
      : [`${path} exports ${names.join(", ")}`];
  });
  expect(misnamed).toEqual([]);
});

/** Exports that Next asks for by these names. */
const OF_NEXT =
  /^(metadata|viewport|generate\w+|dynamic|revalidate|runtime|maxDuration|alt|size|contentType|[A-Z]+)$/;

test("what a component or a page exports has its name alone", () => {
  const places = new Map<string, string[]>();
  for (const path of filesOf("components", "app", "server", "transcript", "evidence"))
    for (const name of Object.values(exportsOf(path)).flat())
      if (!OF_NEXT.test(name)) places.set(name, [...(places.get(name) ?? []), path]);
  const shared = [...places].filter(
    ([, paths]) => paths.length > 1 && paths.some((path) => !/^(server|transcript|evidence)\//.test(path)),
  );
  expect(shared).toEqual([]);
});

test("names become file names", () => {
  expect(["findDocument", "toTSQuery", "PacketReader", "MOST_LINES"].map(kebab)).toEqual([
    "find-document",
    "to-ts-query",
    "packet-reader",
    "most-lines",
  ]);
});
