import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readEnvironment } from "../../lib/read-environment";
import { startEmbeddedPostgres } from "../../scripts/database/embedded";
import { freePort } from "../../scripts/network/free-port";
import { siteEnvironment } from "../../scripts/serve";
import { NO_GIT } from "../../server/doors/repository/open-repository";

const ROOT = join(import.meta.dirname, "../..");
let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "onrecord-serve-"));
  // PostgreSQL may run as another user, who has to reach its data.
  await chmod(home, 0o711);
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** Runs `npm start` with these variables until it ends. Returns its output. */
function start(
  variables: Record<string, string>,
  watch: (child: ChildProcess, output: string) => void = () => {},
) {
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: ROOT,
    env: {
      ...process.env,
      DATABASE_URL: "",
      NEXTAUTH_SECRET: "",
      ONRECORD_HOME: home,
      PORT: "0",
      ...variables,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      watch(child, output);
    });
  }
  return new Promise<{ code: number | null; output: string }>((done) =>
    child.once("close", (code) => done({ code, output })),
  );
}

const postgresRuns = () => existsSync(join(home, "postgres/data/postmaster.pid"));

test("a start that fails leaves no PostgreSQL running", async () => {
  const before = await startEmbeddedPostgres({ home, throwaway: true });
  // The migrations do not change a database that holds something else.
  const client = new pg.Client({ connectionString: before.url });
  await client.connect();
  await client.query("CREATE TABLE something_else (id int)");
  await client.end();
  await before.stop();
  expect(postgresRuns()).toBe(false);

  const { code, output } = await start({});
  expect(output).toContain("✓ PostgreSQL");
  expect(output).toContain("schema is not empty");
  expect(code).toBe(1);
  expect(postgresRuns()).toBe(false);
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "a start cut short by %s leaves no PostgreSQL running",
  async (signal) => {
    // One is stopped as soon as PostgreSQL runs; the other later, on a machine without git.
    const until = signal === "SIGINT" ? "✓ PostgreSQL" : NO_GIT;
    const variables = { ONRECORD_GIT: join(home, "no-such-program") };
    const { code, output } = await start(variables, (child, soFar) => {
      if (soFar.includes(until) && !child.killed) child.kill(signal);
    });
    expect(output).toContain(until);
    expect(output).toContain("Stopped before it was serving");
    expect(code).toBe(signal === "SIGINT" ? 130 : 143);
    expect(existsSync(join(home, "postgres/data/PG_VERSION"))).toBe(true);
    expect(postgresRuns()).toBe(false);
  },
  // In a fresh clone the later signal arrives during the build, which is not interrupted.
  180_000,
);

test("a database of one's own asks for a secret of one's own, before anything is begun", async () => {
  const { code, output } = await start({ DATABASE_URL: "postgresql://nobody@127.0.0.1:1/nothing" });
  expect(code).toBe(1);
  expect(output).toMatch(/NEXTAUTH_SECRET has to be set.*openssl rand/);
  expect(output).not.toContain("✓ PostgreSQL");
});

test("the demonstration does not start where others can reach it", async () => {
  for (const NEXTAUTH_URL of [
    "https://onrecord.example",
    "http://192.168.1.5:3000",
    "http://localhost.evil.example",
  ]) {
    const { code, output } = await start({ NEXTAUTH_URL });
    expect(code).toBe(1);
    expect(output).toContain("ONRECORD_DEMO=0");
    expect(output).not.toContain("✓ PostgreSQL");
  }
});

test("a port that is taken is said, and nothing is begun", async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  try {
    const { code, output } = await start({ PORT: String(port) });
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} is taken`);
    expect(existsSync(join(home, "postgres"))).toBe(false);
  } finally {
    server.close();
  }
});

test.runIf(process.platform === "linux")("a port is looked at where it will be listened on", async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.2", done));
  const { port } = server.address() as { port: number };
  try {
    expect(await freePort({ port, host: "127.0.0.1" })).toBe(port);
    await expect(freePort({ port })).rejects.toThrow("EADDRINUSE");
  } finally {
    server.close();
  }
});

test("the site is told what was found out, and its readers of the environment agree about the demonstration", () => {
  const found = { databaseUrl: "postgresql://a@127.0.0.1:1/b", embedded: true, port: 4000, secret: "kept" };
  const told = (source: Record<string, string>, change = {}) =>
    readEnvironment(siteEnvironment(source, { ...found, ...change }));
  expect(told({})).toMatchObject({
    demo: true,
    siteUrl: "http://localhost:4000",
    secret: "kept",
    port: 4000,
  });
  for (const no of ["0", "false"]) {
    expect(told({ ONRECORD_DEMO: no })).toMatchObject({ demo: false, demonstration: false });
  }
  // Setting these variables has no effect with a database of one's own.
  expect(told({ ONRECORD_EMBEDDED: "1", ONRECORD_DEMO: "1" }, { embedded: false }).demo).toBe(false);
});
