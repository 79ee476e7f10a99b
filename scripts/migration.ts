import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readEnvironment } from "../lib/read-environment";
import { startEmbeddedPostgres } from "./database/embedded";
import { migrationSql } from "./database/migrate";

// `npm run migration -- add_claims`: writes the SQL that turns the committed schema into the current one.
// Read it, complete it by hand and commit it with the schema.
const [name = ""] = process.argv.slice(2);
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error("Usage: npm run migration -- <name>, in small letters, digits and underscores");
  process.exit(1);
}
const { databaseUrl, home } = readEnvironment();
const embedded = databaseUrl === undefined ? await startEmbeddedPostgres({ home }) : undefined;
const before = execFileSync("git", ["show", "HEAD:prisma/schema.prisma"], { encoding: "utf8" });
const sql = await migrationSql(databaseUrl ?? embedded?.url ?? "", before);
await embedded?.stop();
if (!sql.trim() || sql.includes("This is an empty migration")) {
  console.log("The schema has not changed since the last commit: there is nothing to write.");
  process.exit(0);
}
const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
const folder = join(import.meta.dirname, "../prisma/migrations", `${stamp}_${name}`);
await mkdir(folder);
await writeFile(join(folder, "migration.sql"), sql);
console.log(`Written: prisma/migrations/${stamp}_${name}/migration.sql. Read it before you commit it.`);
process.exit(0);
