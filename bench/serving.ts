import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliDecompressSync } from "node:zlib";
import { ensureBuilt } from "../scripts/bootstrap/build.mjs";
import { createSay } from "../scripts/bootstrap/report.mjs";
import { freePort } from "../scripts/network/free-port";
import type { Database } from "../server/db";
import { DEMO_CONTRIBUTOR } from "../server/people/accounts/demo-people";
import { startSite } from "../tests/support/site";
import { median } from "./reader/statistics";
import { reportFigure } from "./report-figure";
import { debianProgram, type Program } from "./tools/debian-program";

// What the server sends of what was made before, each asked for by wrk over as many connections, by turns, in Brotli: an
// episode's page beside nginx and a bare Node server with the same bytes; the same page to someone who is signed in;
// and what is derived from episodes and shows, beside the episode's page. Each side serves with one process, as `npm start`
// does: nginx with one worker. What nginx does with a worker for each core is printed too, without a bar.

const PATH = "/figures/1";
/** As many episodes as the largest show of the founding corpus has. */
const EPISODES = 481;
const LONG = "long";
const ROUNDS = 5;
const SECONDS = 2;
const CONNECTIONS = 32;
const BARS = { nginx: 4, bare: 2.5, signedIn: 0.7, derived: 0.5 };
const BR = { "Accept-Encoding": "br" };

/** What is derived, by what it is called here. */
const DERIVED = {
  "a transcript as .vtt": `${PATH}.vtt`,
  "a transcript as .json?words=1": `${PATH}.json?words=1`,
  [`the feed.xml of a show of ${EPISODES} episodes`]: `/${LONG}/feed.xml`,
  [`the page of a show of ${EPISODES} episodes`]: `/${LONG}`,
  "the first page": "/",
};

await ensureBuilt({ say: createSay() });
try {
  await bench();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
process.exit();

interface Asked {
  readonly url: string;
  readonly cookie?: string;
}

async function bench(): Promise<void> {
  await using wrk = await debianProgram("wrk", ["wrk", "libluajit-5.1-2"]);
  await using nginx = await debianProgram("nginx", ["nginx"]);
  const env = { NEXTAUTH_SECRET: "a bench's own secret" };
  const site = await startSite({ fill: addLongShow, env });
  // A second process over the same database, which has kept nothing yet: what it answers is made anew.
  const anew = await startSite({ beside: site, env: { ...env, NEXTAUTH_URL: site.url } });
  try {
    const page = await fetchPacked(`${site.url}${PATH}`);
    await using served = await serveByNginx(nginx, page.body, "1");
    await using all = await serveByNginx(nginx, page.body, "auto");
    await using bare = await serveBare(page.body, page.headers);
    const asked: Record<string, Asked> = {
      nginx: { url: `${served.url}${PATH}` },
      "nginx on all cores": { url: `${all.url}${PATH}` },
      bare: { url: `${bare.url}${PATH}` },
      page: { url: `${site.url}${PATH}` },
      "signed in": { url: `${site.url}${PATH}`, cookie: await signIn(site.url) },
    };
    for (const [name, path] of Object.entries(DERIVED)) asked[name] = { url: site.url + path };
    const bytes = await expectSame(asked, { site: site.url, anew: anew.url });
    report(await measure(wrk, asked), bytes);
  } finally {
    await anew.stop();
    await site.stop();
  }
}

async function addLongShow(db: Database): Promise<void> {
  const show = await db.show.create({ data: { slug: LONG, title: "A Long Show", filePrefix: "long" } });
  const day = 86_400_000;
  await db.episode.createMany({
    data: Array.from({ length: EPISODES }, (_, index) => ({
      ...{ showId: show.id, slug: `${index + 1}`, sortKey: `${index + 1}`.padStart(8, "0") },
      title: `What was said on day ${index + 1} of a long show, and by whom`,
      description: "Two people talk about numbers, where they come from and what they are good for.",
      publishedAt: new Date(Date.UTC(2018, 0, 1) + index * 7 * day),
      ...{
        audioUrl: `https://example.org/long/${index + 1}.mp3`,
        audioType: "audio/mpeg",
        durationSeconds: 2700,
      },
    })),
  });
  const episodes = await db.episode.findMany({ where: { showId: show.id }, select: { id: true } });
  const people = await Promise.all(
    ["Ada Example", "Ben Example"].map((name) => db.person.create({ data: { name } })),
  );
  await db.appearance.createMany({
    data: episodes.flatMap(({ id: episodeId }) =>
      people.map(({ id: personId }) => ({ episodeId, personId, turns: 100, words: 4000 })),
    ),
  });
}

/** The cookie of the demonstration's contributor. */
async function signIn(url: string): Promise<string> {
  const csrf = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const cookies = (answer: Response) => answer.headers.getSetCookie().map((each) => each.split(";")[0]);
  const answer = await fetch(`${url}/api/auth/callback/demo`, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: cookies(csrf).join("; ") },
    body: new URLSearchParams({ csrfToken, handle: DEMO_CONTRIBUTOR.handle }),
  });
  const session = cookies(answer).find((each) => each?.startsWith("next-auth.session-token="));
  if (!session) throw new Error("Nobody could be signed in");
  return session;
}

/** Each is what is made anew, byte for byte, whoever asks. Gives how many bytes each sends. */
async function expectSame(
  asked: Record<string, Asked>,
  { site, anew }: { site: string; anew: string },
): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {};
  for (const [name, { url, cookie }] of Object.entries(asked)) {
    const { body } = await fetchPacked(url, cookie);
    const made = await fetchPacked(url.replace(/^http:..[^/]+/, anew));
    if (url.startsWith(site) && !brotliDecompressSync(body).equals(brotliDecompressSync(made.body)))
      throw new Error(`${name} (${url}) is not what is made anew`);
    sizes[name] = body.length;
  }
  return sizes;
}

type Rates = Record<string, number>;

/** By turns, since others use the machine: requests a second of each, in each round. */
async function measure(wrk: Program, asked: Record<string, Asked>): Promise<Rates[]> {
  const rounds: Rates[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const rates: Rates = {};
    for (const [name, each] of Object.entries(asked)) rates[name] = await load(wrk, each);
    // The first warms.
    if (round > 0) rounds.push(rates);
  }
  return rounds;
}

function report(rounds: readonly Rates[], bytes: Record<string, number>): void {
  const rate = (name: string) => median(rounds.map((round) => round[name] ?? 0));
  const ratio = (name: string, to: string) =>
    median(rounds.map((round) => (round[name] ?? 0) / (round[to] ?? 1)));
  const described = (name: string) => `${rate(name).toFixed(0)} a second of ${bytes[name]} bytes`;
  for (const name of Object.keys(bytes)) console.log(`${name}: ${described(name)}`);
  const [ours, bare] = [1e6 / rate("page"), 1e6 / rate("bare")];
  console.log(
    `Of the page, ${bare.toFixed(0)} µs are Node's own HTTP, and ${(ours - bare).toFixed(0)} µs finding it and asking the database whether it is today's.`,
  );
  for (const [name, bar] of [
    ["nginx", BARS.nginx],
    ["bare", BARS.bare],
  ] as const)
    reportFigure({
      what: `an episode's page that was made before, beside ${name === "nginx" ? "nginx with one worker" : "a bare Node server"}`,
      figure: `${ratio(name, "page").toFixed(1)} times as fast`,
      bar: `at most ${bar} times`,
      against: `the same bytes: ${described(name)}, ours ${described("page")}`,
      reached: ratio(name, "page") <= bar,
    });
  console.log(
    `nginx with a worker for each of ${availableParallelism()} cores is ${ratio("nginx on all cores", "page").toFixed(1)} times as fast as our one process.`,
  );
  reportFigure({
    what: "an episode's page to someone who is signed in",
    figure: `${ratio("signed in", "page").toFixed(2)} times as many`,
    bar: `at least ${BARS.signedIn} times`,
    against: `the same to somebody else: ${described("page")}, to them ${described("signed in")}`,
    reached: ratio("signed in", "page") >= BARS.signedIn,
  });
  for (const name of Object.keys(DERIVED)) {
    // Whatever is larger takes longer to send.
    const weight = Math.max(1, (bytes[name] ?? 0) / (bytes.page ?? 1));
    const found = ratio(name, "page") * weight;
    reportFigure({
      what: name,
      figure: `${found.toFixed(2)} times as many ${weight > 1 ? "bytes" : "requests"}`,
      bar: `at least ${BARS.derived} times`,
      against: `the kept episode's page, in Brotli: ${described("page")}, this ${described(name)}`,
      reached: found >= BARS.derived,
    });
  }
}

async function load(wrk: Program, { url, cookie }: Asked): Promise<number> {
  const headers = ["-H", "Accept-Encoding: br", ...(cookie ? ["-H", `Cookie: ${cookie}`] : [])];
  const args = ["-t1", `-c${CONNECTIONS}`, `-d${SECONDS}s`, ...headers, url];
  const child = spawn(wrk.path, args, { env: wrk.env, stdio: ["ignore", "pipe", "inherit"] });
  const output = (await child.stdout.setEncoding("utf8").toArray()).join("");
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(output)?.[1];
  if (!rate || /Non-2xx/.test(output)) throw new Error(`wrk of ${url} said:\n${output}`);
  return Number(rate);
}

/** The page as it goes over the wire. `fetch` unpacks what it gets, so it is asked for by hand. */
async function fetchPacked(
  url: string,
  cookie?: string,
): Promise<{ body: Buffer; headers: Record<string, string> }> {
  const request = get(url, { headers: { ...BR, ...(cookie ? { Cookie: cookie } : {}) } });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const body = Buffer.concat(await response.toArray());
  if (response.headers["content-encoding"] !== "br") throw new Error(`${url} is not sent in Brotli`);
  const kept = Object.entries(response.headers).filter(
    ([name]) => !/^(date|connection|keep-alive|transfer-encoding)$/.test(name),
  );
  return { body, headers: Object.fromEntries(kept) as Record<string, string> };
}

async function serveByNginx(nginx: Program, body: Buffer, workers: string) {
  const folder = await mkdtemp(join(tmpdir(), "onrecord-bench-nginx-"));
  // As root its workers are someone else, who has to get there.
  await chmod(folder, 0o755);
  const port = await freePort({ port: 0, host: "127.0.0.1" });
  await mkdir(join(folder, "html/figures"), { recursive: true });
  await writeFile(join(folder, `html${PATH}`), body);
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  await writeFile(
    join(folder, "nginx.conf"),
    `daemon off; worker_processes ${workers}; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=100; ${paths.join(" ")}
  server { listen 127.0.0.1:${port}; root ${folder}/html; add_header Content-Encoding br; default_type "text/html; charset=utf-8"; etag on; } }`,
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
