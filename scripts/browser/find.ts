import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { CommandFailed } from "../bootstrap/run.mjs";
import { aptChromium, downloadedChromium, packagedChromium } from "./install";
import { whyUnusable } from "./verify";

/** A browser in the form of Playwright's `launchOptions`. */
export interface Browser {
  readonly executablePath: string;
  readonly args: string[];
  /** Environment variables it needs besides this process's own. */
  readonly env: Record<string, string>;
  /** Where it was found, for people. */
  readonly source: string;
}

type Candidate = Pick<Browser, "executablePath" | "source"> & Partial<Pick<Browser, "env">>;

// None of these lets audio start by itself: the tests press play as a listener does.
const ARGS = [
  "--mute-audio",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

interface Wanted {
  /** Whether the browser packed in an npm package may be used too: it crashes under Lighthouse. */
  readonly packed?: boolean;
}

/**
 * Finds a Chromium that runs on this machine, or installs one. It tries, in this order: the one named by
 * ONRECORD_BROWSER, Playwright's own, an installed Chrome or Chromium, the one packed in an npm package,
 * Playwright's download, and at last, as root on Debian, the system's package. Each must launch and render a
 * page. See docs/decisions/0005-tests-on-a-bare-machine.md.
 *
 * @throws Error that names every browser tried and what was wrong with it
 */
export async function findBrowser({ packed = true }: Wanted = {}): Promise<Browser> {
  const failures: string[] = [];
  for await (const candidate of candidates(failures, packed)) {
    const args = process.getuid?.() === 0 ? [...ARGS, "--no-sandbox"] : ARGS;
    const browser = { args, env: {}, ...candidate };
    const reason = await whyUnusable(browser);
    if (!reason) return browser;
    failures.push(`${candidate.source} (${candidate.executablePath}): ${reason}`);
    // Whoever names a browser wants that one and no other.
    if (candidate.executablePath === process.env.ONRECORD_BROWSER) break;
  }
  throw new Error(
    ["No browser that can run the end-to-end tests was found. Tried:", ...failures, ADVICE].join("\n  "),
  );
}

const ADVICE = "Install Chrome or Chromium, or name one: ONRECORD_BROWSER=/path/to/chrome npm test";

/** The browsers to try, best first; looks for each only after those before it have failed. */
async function* candidates(failures: string[], packed: boolean): AsyncGenerator<Candidate> {
  const named = process.env.ONRECORD_BROWSER;
  if (named) yield { executablePath: named, source: "ONRECORD_BROWSER" };
  const own = chromium.executablePath();
  if (existsSync(own)) yield { executablePath: own, source: "Playwright's Chromium" };
  for (const path of usualPlaces()) {
    if (existsSync(path)) yield { executablePath: path, source: "installed on this machine" };
  }
  for (const bring of [...(packed ? [packagedChromium] : []), downloadedChromium, aptChromium]) {
    try {
      yield* await bring(failures);
    } catch (error) {
      // After a bug in this code, do not go on and install something else.
      if (!(error instanceof CommandFailed)) throw error;
      failures.push(`${bring.name}: ${error.message}; ${error.output.trim().split("\n").at(-1)}`);
    }
  }
}

function usualPlaces(): string[] {
  const { PROGRAMFILES = "", LOCALAPPDATA = "", PATH = "", HOME = "" } = process.env;
  if (process.platform === "darwin") {
    const inside = [
      "Google Chrome.app/Contents/MacOS/Google Chrome",
      "Chromium.app/Contents/MacOS/Chromium",
      "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ];
    return ["/Applications", join(HOME, "Applications")].flatMap((folder) =>
      inside.map((app) => join(folder, app)),
    );
  }
  if (process.platform === "win32") {
    const inside = ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"];
    return [PROGRAMFILES, process.env["PROGRAMFILES(X86)"] ?? "", LOCALAPPDATA].flatMap((folder) =>
      folder ? inside.map((app) => join(folder, app)) : [],
    );
  }
  const names = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser"];
  return PATH.split(delimiter).flatMap((folder) => (folder ? names.map((name) => join(folder, name)) : []));
}
