import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { ensureBuilt } from "../scripts/bootstrap/build.mjs";
import { createSay } from "../scripts/bootstrap/report.mjs";
import { freePort } from "../scripts/network/free-port";
import { startSite } from "../tests/support/site";
import { median } from "./reader/statistics";
import { reportFigure } from "./report-figure";
import { debianProgram, type Program } from "./tools/debian-program";

// How many times as many requests for an episode's page nginx answers with the same bytes, on the same machine, by
// turns; and where the time goes: a bare Node server that sends them, ours, and Next making the page each time. Each
// is asked by wrk, over as many connections, for the same compressed page.

const PATH = "/figures/1";
const ROUNDS = 5;
const SECONDS = 3;
const CONNECTIONS = 32;
const BAR = 5;
const GZIP = { "Accept-Encoding": "gzip" };

await ensureBuilt({ say: createSay() });
try {
  await bench();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
process.exit();

async function bench(): Promise<void> {
  await using wrk = await debianProgram("wrk", ["wrk", "libluajit-5.1-2"]);
  await using nginx = await debianProgram("nginx", ["nginx"]);
  const site = await startSite();
  try {
    const { body, headers } = await fetchPacked(`${site.url}${PATH}`);
    console.log(`${PATH}: ${body.length} bytes in gzip, ${gunzipSync(body).length} unpacked`);
    await using served = await serveByNginx(nginx, body);
    await using bare = await serveBare(body, headers);
    const addresses = {
      nginx: `${served.url}${PATH}`,
      bare: `${bare.url}${PATH}`,
      ours: `${site.url}${PATH}`,
      made: `${site.url}${PATH}?made=anew`,
    };
    for (const url of Object.values(addresses)) await expectSame(url, body);
    const found = await measure(wrk, addresses);
    report(found);
  } finally {
    await site.stop();
  }
}

type Rates = Record<"nginx" | "bare" | "ours" | "made", number>;

/** By turns, since others use the machine: requests a second of each, in each round. */
async function measure(wrk: Program, addresses: Record<keyof Rates, string>): Promise<Rates[]> {
  const rounds: Rates[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const rates = { nginx: 0, bare: 0, ours: 0, made: 0 };
    for (const name of Object.keys(rates) as (keyof Rates)[]) rates[name] = await load(wrk, addresses[name]);
    // The first warms.
    if (round > 0) rounds.push(rates);
  }
  return rounds;
}

function report(rounds: readonly Rates[]): void {
  const rate = (name: keyof Rates) => median(rounds.map((round) => round[name]));
  const ratio = (name: keyof Rates) => median(rounds.map((round) => round.nginx / round[name]));
  const names = { nginx: "nginx", bare: "a bare Node server", ours: "ours", made: "made by Next each time" };
  for (const [name, title] of Object.entries(names) as [keyof Rates, string][])
    console.log(
      `${title}: ${rate(name).toFixed(0)} a second, ${(1e6 / rate(name)).toFixed(0)} µs each; nginx is ${ratio(name).toFixed(1)} times as fast`,
    );
  const [ours, bare] = [1e6 / rate("ours"), 1e6 / rate("bare")];
  console.log(
    `Of ours, ${bare.toFixed(0)} µs are Node's own HTTP, and ${(ours - bare).toFixed(0)} µs finding the page and asking the database whether it is today's.`,
  );
  reportFigure({
    what: "an episode's page that was made before, from the server",
    figure: `nginx ${ratio("ours").toFixed(1)} times as fast`,
    bar: `at most ${BAR} times`,
    against: `nginx with the same bytes: ${rate("nginx").toFixed(0)} a second, ours ${rate("ours").toFixed(0)}, a bare Node server ${rate("bare").toFixed(0)}, Next making it anew ${rate("made").toFixed(0)}`,
    reached: ratio("ours") <= BAR,
  });
}

async function load(wrk: Program, url: string): Promise<number> {
  const args = ["-t1", `-c${CONNECTIONS}`, `-d${SECONDS}s`, "-H", "Accept-Encoding: gzip", url];
  const child = spawn(wrk.path, args, { env: wrk.env, stdio: ["ignore", "pipe", "inherit"] });
  const output = (await child.stdout.setEncoding("utf8").toArray()).join("");
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(output)?.[1];
  if (!rate || /Non-2xx/.test(output)) throw new Error(`wrk of ${url} said:\n${output}`);
  return Number(rate);
}

/** The page as it goes over the wire. `fetch` unpacks what it gets, so it is asked for by hand. */
async function fetchPacked(url: string): Promise<{ body: Buffer; headers: Record<string, string> }> {
  const request = get(url, { headers: GZIP });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const body = Buffer.concat(await response.toArray());
  if (response.headers["content-encoding"] !== "gzip") throw new Error(`${url} is not sent in gzip`);
  const kept = Object.entries(response.headers).filter(
    ([name]) => !/^(date|connection|keep-alive|transfer-encoding)$/.test(name),
  );
  return { body, headers: Object.fromEntries(kept) as Record<string, string> };
}

/** All of them send the same page; how it is compressed is theirs. */
async function expectSame(url: string, body: Buffer): Promise<void> {
  const text = (packed: Buffer) =>
    gunzipSync(packed)
      .toString()
      .replace(/"[\w-]{8,}"|[\w-]*made=anew[\w-]*/g, "");
  const found = await fetchPacked(url);
  if (Math.abs(text(found.body).length - text(body).length) > 2_000)
    throw new Error(`${url} is another page than the one that is measured`);
}

async function serveByNginx(nginx: Program, body: Buffer) {
  const folder = await mkdtemp(join(tmpdir(), "onrecord-bench-nginx-"));
  // As root its workers are someone else, who has to get there.
  await chmod(folder, 0o755);
  const port = await freePort({ port: 0, host: "127.0.0.1" });
  await mkdir(join(folder, "html/figures"), { recursive: true });
  await writeFile(join(folder, `html${PATH}`), gunzipSync(body));
  await writeFile(join(folder, `html${PATH}.gz`), body);
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  await writeFile(
    join(folder, "nginx.conf"),
    `daemon off; worker_processes auto; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=100; ${paths.join(" ")}
  server { listen 127.0.0.1:${port}; root ${folder}/html; gzip_static on; default_type "text/html; charset=utf-8"; etag on; } }`,
  );
  const child = spawn(
    nginx.path,
    ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")],
    {
      env: nginx.env,
      stdio: "inherit",
    },
  );
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(url + PATH).catch(() => null))?.ok) {
    if (child.exitCode !== null) throw new Error("nginx did not start");
    await sleep(50);
  }
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await once(child, "exit");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What Node itself takes, in a process of its own as ours has. */
async function serveBare(body: Buffer, headers: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), "onrecord-bench-bare-"));
  const [page, script] = [join(folder, "page"), join(folder, "serve.mjs")];
  await writeFile(page, body);
  await writeFile(
    script,
    `import { createServer } from "node:http"; import { readFileSync } from "node:fs";
const body = readFileSync(${JSON.stringify(page)}), headers = ${JSON.stringify(headers)};
const server = createServer((request, response) => { response.writeHead(200, headers); response.end(body); });
server.listen(0, "127.0.0.1", () => console.log(server.address().port));`,
  );
  const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  return {
    url: `http://127.0.0.1:${said.toString().trim()}`,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await once(child, "exit");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
