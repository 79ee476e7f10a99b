import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { chromium } from "@playwright/test";
import { run } from "../bootstrap/run.mjs";

const require = createRequire(import.meta.url);
const MODULES = join(import.meta.dirname, "../../node_modules");

interface Brought {
  executablePath: string;
  source: string;
  env?: Record<string, string>;
}

/**
 * The Chromium packed in an npm package, for Linux on x64; unpacked once, in two seconds. The package also
 * holds libraries such as NSS, which a bare Debian lacks. The system's own libraries are tried first.
 */
export async function packagedChromium(): Promise<Brought[]> {
  if (process.platform !== "linux" || process.arch !== "x64") return [];
  const entry = require.resolve("@sparticuz/chromium");
  const { version } = JSON.parse(await readFile(join(dirname(entry), "../../package.json"), "utf8"));
  const folder = join(MODULES, ".cache", `chromium-${version}`);
  if (!existsSync(folder)) await unpack(entry, folder);
  const executablePath = join(folder, "chromium");
  const source = `Chromium from npm, ${version}`;
  const fonts: Record<string, string> = existsSync("/etc/fonts/fonts.conf")
    ? {}
    : { FONTCONFIG_PATH: join(folder, "fonts") };
  const libraries = [join(folder, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return [
    { executablePath, source, env: fonts },
    {
      executablePath,
      source: `${source}, with its libraries`,
      env: { ...fonts, LD_LIBRARY_PATH: libraries },
    },
  ];
}

/**
 * Unpacks into a temporary folder and then moves it into place, so that an interrupted run leaves no partial
 * folder.
 */
async function unpack(entry: string, folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const unfinished = await mkdtemp(`${folder}-`);
  try {
    // The package unpacks into the folder for temporary files, and unpacks its libraries only on the service
    // it was made for. A process with the right variables gets both.
    const code = `require(${JSON.stringify(entry)}).executablePath()`;
    await run(process.execPath, ["-e", code], {
      quiet: true,
      env: { TMPDIR: unfinished, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" },
    });
    await chmod(unfinished, 0o755);
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Playwright's own download; given up after half a minute without data. */
export async function downloadedChromium(): Promise<Brought[]> {
  const cli = join(dirname(require.resolve("@playwright/test/package.json")), "cli.js");
  await run(process.execPath, [cli, "install", "--no-shell", "chromium"], { quiet: true, silence: 30_000 });
  return [{ executablePath: chromium.executablePath(), source: "Playwright's Chromium, downloaded now" }];
}

/**
 * Debian's package, if this process may install it. Only this step changes the machine outside the project's
 * folder, so it first says what it does and why.
 */
export async function aptChromium(failures: readonly string[]): Promise<Brought[]> {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get") || !existsSync("/etc/debian_version"))
    return [];
  console.warn(
    `Installing Debian's chromium package, as no other browser runs here:\n  ${failures.join("\n  ")}`,
  );
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update"], { quiet: true, env, silence: 60_000 });
  await run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], {
    quiet: true,
    env,
    silence: 120_000,
  });
  return [{ executablePath: "/usr/bin/chromium", source: "Debian's Chromium, installed now" }];
}
