import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { prepareJobs } from "../jobs/prepare-jobs";
import { migrateAlone } from "./migrate-alone";

const PRISMA = join(import.meta.dirname, "../../prisma");

/** The part of Prisma's schema engine that this file uses. */
interface SchemaEngine {
  applyMigrations(input: unknown): Promise<{ appliedMigrationNames: string[] }>;
  diff(input: unknown): Promise<{ stdout: string | null }>;
}

// One instance for the process, also where this module is loaded again, as for each file of the server's tests: the
// engine's callbacks are variables of its own module, so a second instance would overwrite those of the first, and wait
// for ever.
const kept = globalThis as typeof globalThis & { onRecordSchemaEngine?: ReturnType<typeof loadGlue> };

async function loadGlue() {
  const path = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bg = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasm = await readFile(join(dirname(path), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": bg });
  bg.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
  return bg;
}

/**
 * Provides Prisma's own schema engine in WebAssembly and closes its connections afterwards. `prisma migrate`
 * downloads a binary of the same engine, which needs access to its server; both use the same table of applied
 * migrations. The engine leaves a timer of ten seconds behind, so a command that used it ends with
 * process.exit.
 */
async function withSchemaEngine<T>(url: string, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  kept.onRecordSchemaEngine ??= loadGlue();
  const bg = await kept.onRecordSchemaEngine;
  const connections = new Connections(url);
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(connections);
    return await use(
      await bg.SchemaEngine.new({ datamodels: [["schema.prisma", await schema()]] }, () => {}, adapter),
    );
  } finally {
    await connections.close();
  }
}

/**
 * Prisma's adapter with two changes. It sends a migration as one script: the adapter splits it at every
 * semicolon, which breaks functions and comments that contain one. PostgreSQL then also runs it as one
 * transaction, all or nothing. And it can be closed: the engine leaves its connections open.
 */
class Connections extends PrismaPg {
  readonly #url: string;
  readonly #open: Awaited<ReturnType<PrismaPg["connect"]>>[] = [];

  constructor(url: string) {
    super({ connectionString: url });
    this.#url = url;
  }

  override async connect() {
    const adapter = await super.connect();
    this.#open.push(adapter);
    return Object.assign(adapter, { executeScript: (script: string) => this.#execute(script) });
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((adapter) => adapter.dispose()));
  }

  async #execute(script: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url });
    await client.connect();
    try {
      await client.query(script);
    } finally {
      await client.end();
    }
  }
}

const schema = () => readFile(join(PRISMA, "schema.prisma"), "utf8");

/** Waits ten minutes for another process, by default: as long as a migration of a large database may take. */
const PATIENCE_SECONDS = 600;

const FOLDER = join(PRISMA, "migrations");

/**
 * Applies the migrations that a database has not had yet, in the order of their names, and gives it the queues of all
 * jobs. If another process is doing so, it waits for that one and says so.
 *
 * @returns the names of the migrations applied now
 * @throws Error with the engine's message where one cannot be applied; earlier ones stay applied. And Error that says
 * what to do where the database does not allow tables or queues, is a standby, or is being migrated for too long.
 */
export async function migrate(
  url: string,
  { patienceSeconds = patience(), say = console.warn }: { patienceSeconds?: number; say?: Say } = {},
): Promise<string[]> {
  await refuseStandby(url);
  const names = (await readdir(FOLDER, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  if (await areApplied(url, names)) {
    await prepareJobs(url);
    return [];
  }
  const work = async () => {
    const isDone = await areApplied(url, names);
    if (!isDone) await refuseWithoutRights(url);
    const applied = isDone ? [] : await applyMigrations(url, names);
    await prepareJobs(url);
    return applied;
  };
  const onWait = () => say("Another process is migrating this database. Waiting for it …");
  return migrateAlone(url, work, { patienceSeconds, onWait });
}

type Say = (sentence: string) => void;

function patience(): number {
  const asked = Number(process.env.ONRECORD_MIGRATION_PATIENCE || PATIENCE_SECONDS);
  if (!(asked >= 0)) throw new Error("ONRECORD_MIGRATION_PATIENCE is a number of seconds.");
  return asked;
}

/** @throws Error if nothing can be written to the database */
async function refuseStandby(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<{ standby: boolean }>("SELECT pg_is_in_recovery() AS standby");
    if (rows[0]?.standby)
      throw new Error("This database is a read-only standby: name the primary in DATABASE_URL.");
  } finally {
    await client.end().catch(() => {});
  }
}

/** Made by a migration of the search, which takes the right to create in the database. */
const EXTENSIONS = ["btree_gin", "pg_trgm"];

/** @throws Error with the GRANT to give, if this user may not make what the migrations make */
async function refuseWithoutRights(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<
      Record<"user" | "database" | "tables" | "extensions", string | boolean>
    >(
      `SELECT current_user AS user, current_database() AS database,
              coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS tables,
              has_database_privilege(current_database(), 'CREATE')
                OR (SELECT count(*) FROM pg_extension WHERE extname = ANY($1)) = cardinality($1) AS extensions`,
      [EXTENSIONS],
    );
    const [{ user, database, tables, extensions } = { tables: true, extensions: true }] = rows;
    const grants = [
      ...(extensions ? [] : [`GRANT CREATE ON DATABASE "${database}" TO "${user}";`]),
      ...(tables ? [] : [`GRANT USAGE, CREATE ON SCHEMA public TO "${user}";`]),
    ];
    if (grants.length > 0)
      throw new Error(
        `The user ${user} may not make what On Record needs in the database ${database}. ` +
          `Have an administrator of the database run, in ${database}: ${grants.join(" ")}`,
      );
  } finally {
    await client.end().catch(() => {});
  }
}

async function applyMigrations(url: string, names: readonly string[]): Promise<string[]> {
  const migrationDirectories = await Promise.all(
    names.map(async (name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: await readFile(join(FOLDER, name, "migration.sql"), "utf8") },
      },
    })),
  );
  return withSchemaEngine(url, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir: FOLDER,
        lockfile: {
          path: "migration_lock.toml",
          content: await readFile(join(FOLDER, "migration_lock.toml"), "utf8"),
        },
        shadowDbInitScript: "",
        migrationDirectories,
      },
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  });
}

/**
 * Whether every migration has been applied and none has failed, according to Prisma's table. Every command
 * asks this, and loading the engine for the answer would take longer than many commands. If the table cannot
 * be read, or shows anything else, the engine decides what to do.
 */
async function areApplied(url: string, names: readonly string[]): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string; done: boolean }>(
      `SELECT migration_name AS name, finished_at IS NOT NULL AS done FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
    );
    const applied = new Set(rows.map(({ name }) => name));
    return rows.every(({ done }) => done) && names.every((name) => applied.has(name));
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * The SQL that turns an earlier schema file, or none, into the current one. The engine needs a database to
 * connect to and leaves it unchanged.
 */
export async function migrationSql(url: string, before: string | undefined): Promise<string> {
  const files = (content: string) => ({
    tag: "schemaDatamodel",
    files: [{ path: "schema.prisma", content }],
  });
  return withSchemaEngine(url, async (engine) => {
    const { stdout } = await engine.diff({
      from: before === undefined ? { tag: "empty" } : files(before),
      to: files(await schema()),
      script: true,
      exitCode: null,
      shadowDatabaseUrl: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout ?? "";
  });
}
