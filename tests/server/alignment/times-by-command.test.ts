import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { timesByCommand } from "../../../server/text/alignment/times-by-command";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "onrecord-command-"));
});
afterAll(() => rm(folder, { recursive: true }));

const words = [
  { text: "Hello", pause: 2 },
  { text: "again", pause: 0 },
] as const;

/** Asks a program of these lines of JavaScript. */
async function ask(script: string, args: readonly string[] = [], signal?: AbortSignal) {
  const file = join(folder, `${script.length}-${args.length}.mjs`);
  await writeFile(file, script);
  const command = [process.execPath, file, ...args] as const;
  return timesByCommand({ command, audio: "/sounds/one.mp3", words, duration: 5, signal });
}

test("is given the audio and the text, and its times are read", async () => {
  const told = await ask(`
    import { readFileSync } from "node:fs";
    const [audio, text] = process.argv.slice(2);
    console.error("loading a model");
    const all = [audio, ...readFileSync(text, "utf8").split("\\n")].filter(Boolean);
    console.log(JSON.stringify({ words: all.map((word, start) => ({ word, start })) }));`);
  expect(told).toEqual({
    ok: true,
    words: [
      { text: "/sounds/one.mp3", start: 0 },
      { text: "Hello", start: 1 },
      { text: "again", start: 2 },
    ],
  });
});

test("says where the files go, if they are not to come last", async () => {
  const told = await ask(
    `console.log(JSON.stringify({ words: process.argv.slice(2).map((word) => ({ word: word.replace(/.*\\//, ""), start: 1 })) }))`,
    ["--sound={audio}", "{text}", "--quick"],
  );
  expect(told).toMatchObject({
    words: [{ text: "one.mp3" }, { text: "text.txt" }, { text: "--quick" }],
  });
});

test("is not given the site's secrets", async () => {
  process.env.NEXTAUTH_SECRET = "a secret";
  process.env.ALIGN_MODEL = "large";
  const told = await ask(
    `console.log(JSON.stringify({ words: Object.keys(process.env).map((word) => ({ word, start: 1 })) }))`,
  );
  const names = told.ok ? told.words.map(({ text }) => text) : [];
  expect(names).toContain("ALIGN_MODEL");
  expect(names).toContain("PATH");
  expect(names).not.toContain("NEXTAUTH_SECRET");
});

test("that fails, is missing or prints something else leaves a reason", async () => {
  expect(await ask(`console.error("no model"); process.exit(3)`)).toEqual({
    ...{ ok: false, problem: "command-failed", detail: "no model" },
  });
  expect(await ask(`console.log("Hello, again.")`)).toMatchObject({ problem: "command-words" });
  const missing = timesByCommand({
    ...{ command: ["/no/such/program"], audio: "/a.mp3", words, duration: 5 },
  });
  expect(await missing).toEqual({ ok: false, problem: "command-missing", detail: "/no/such/program" });
});

test("that prints without end is ended", async () => {
  expect(
    await ask(
      `const line = "x".repeat(1 << 20); const go = () => { while (process.stdout.write(line)); process.stdout.once("drain", go); }; go();`,
    ),
  ).toMatchObject({ ok: false, problem: "command-words" });
});

test("ends with all that it has started, when nobody waits for it any more", async () => {
  const note = join(folder, "pid");
  const stop = new AbortController();
  const asked = ask(
    `import { spawn } from "node:child_process";
     import { writeFileSync } from "node:fs";
     const { pid } = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
     writeFileSync(${JSON.stringify(note)}, String(pid));
     setInterval(() => {}, 1000);`,
    [],
    stop.signal,
  );
  const started = async () => readFile(note, "utf8").catch(() => "");
  while ((await started()) === "") await sleep(20);
  stop.abort(new Error("The site stops"));
  await expect(asked).rejects.toThrow("The site stops");
  const isRunning = (pid: number) => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };
  const pid = Number(await started());
  while (isRunning(pid) && !(await isZombie(pid))) await sleep(20);
});

/** Ended, and not yet waited for by whoever adopts it. */
const isZombie = async (pid: number) =>
  /^State:\s+Z/m.test(await readFile(`/proc/${pid}/status`, "utf8").catch(() => "State: Z"));
