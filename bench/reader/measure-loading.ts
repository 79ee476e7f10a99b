import type { Browser } from "@playwright/test";
import { markPlayable, waitForMark } from "./mark-playable";
import { openEpisode } from "./open-episode";
import { median } from "./statistics";

/** The cost of loading until an episode can be heard and read along. */
export interface LoadingFound {
  /**
   * Milliseconds from the navigation (medians) until the text is drawn, the word starts are loaded, the audio
   * can play.
   */
  readonly painted: number;
  readonly startsLoaded: number;
  readonly canPlay: number;
  /** Milliseconds of script, and of all tasks, on the main thread up to then and for one more second; medians. */
  readonly script: number;
  readonly tasks: number;
  /** Kilobytes over the wire by kind, compressed, with headers; audio is separate. */
  readonly transferred: Readonly<Record<Kind, number>>;
  /** The uncompressed document in kilobytes, and the part of it that is React's copy of the data. */
  readonly html: number;
  readonly copy: number;
}

type Kind = "html" | "js" | "css" | "fonts" | "words";
const LOADS = 5;
const CAN_PLAY = "can-play";

/** Opens an address several times, each time in a window without a cache. */
export async function measureLoading(browser: Browser, url: string): Promise<LoadingFound> {
  const times: Record<"painted" | "startsLoaded" | "canPlay" | "script" | "tasks", number>[] = [];
  let transferred: Record<Kind, number> = { html: 0, js: 0, css: 0, fonts: 0, words: 0 };
  for (let load = 0; load < LOADS; load += 1) {
    const sum = { html: 0, js: 0, css: 0, fonts: 0, words: 0 };
    const episode = await openEpisode(browser, url, {
      before: async (page, devtools) => {
        const kinds = new Map<string, Kind | undefined>();
        devtools.on("Network.responseReceived", ({ requestId, response, type }) => {
          kinds.set(requestId, kindOf(response.url, type));
        });
        devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
          const kind = kinds.get(requestId);
          if (kind) sum[kind] += encodedDataLength / 1_000;
        });
        await devtools.send("Network.enable");
        await devtools.send("Performance.enable", { timeDomain: "timeTicks" });
        await markPlayable(page, CAN_PLAY);
      },
    });
    const { page } = episode;
    const canPlay = await waitForMark(page, CAN_PLAY);
    await page.waitForTimeout(1_000);
    const { metrics } = await episode.devtools.send("Performance.getMetrics");
    const spent = (name: string) =>
      1_000 * (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN);
    times.push({
      script: spent("ScriptDuration"),
      tasks: spent("TaskDuration"),
      canPlay,
      ...(await page.evaluate(() => {
        const starts = performance
          .getEntriesByType("resource")
          .find(({ name }) => name.includes("/words/")) as PerformanceResourceTiming | undefined;
        return {
          painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
          startsLoaded: starts?.responseEnd ?? Number.NaN,
        };
      })),
    });
    transferred = sum;
    await episode.close();
  }
  const middle = (name: keyof (typeof times)[number]) => median(times.map((load) => load[name]));
  return {
    painted: middle("painted"),
    startsLoaded: middle("startsLoaded"),
    canPlay: middle("canPlay"),
    script: middle("script"),
    tasks: middle("tasks"),
    transferred,
    ...(await documentSizes(url)),
  };
}

function kindOf(url: string, type: string): Kind | undefined {
  if (type === "Document") return "html";
  if (type === "Script") return "js";
  if (type === "Stylesheet") return "css";
  if (type === "Font") return "fonts";
  return url.includes("/words/") ? "words" : undefined;
}

async function documentSizes(url: string): Promise<{ html: number; copy: number }> {
  const text = await (await fetch(url)).text();
  const copies = text.matchAll(/<script>\(?self\.__next_f.*?<\/script>/gs);
  const copy = [...copies].reduce((sum, [script]) => sum + Buffer.byteLength(script), 0);
  return { html: Buffer.byteLength(text) / 1_000, copy: copy / 1_000 };
}
