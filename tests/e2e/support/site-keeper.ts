import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Site, startSite } from "../../support/site";

/** The variable that holds the keeper's URL, for the workers. */
const KEEPER = "ONRECORD_TEST_SITES";

/**
 * Keeps a site for each place among Playwright's workers, from the first that asks for it to the end of the run.
 * Playwright ends its workers between two projects and after a failure; to start a site takes seconds.
 *
 * @returns a function that stops the keeper and its sites
 */
export async function keepSites(): Promise<() => Promise<void>> {
  const sites = new Map<string, Promise<Site>>();
  const fresh = async (place: string): Promise<Site> => {
    const started = sites.get(place);
    if (started) {
      const site = await started;
      if (
        await site.renew().then(
          () => true,
          () => false,
        )
      )
        return site;
      // A test has broken it.
      await site.stop();
    }
    const starting = startSite();
    // A site that does not start is tried again by whoever asks next.
    starting.catch(() => sites.delete(place));
    sites.set(place, starting);
    return starting;
  };
  const server = createServer((request, response) => {
    fresh(request.url ?? "").then(
      ({ url, databaseUrl, home, pid }) => response.end(JSON.stringify({ url, databaseUrl, home, pid })),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  process.env[KEEPER] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return async () => {
    server.close();
    server.closeAllConnections();
    for (const site of await Promise.allSettled(sites.values()))
      if (site.status === "fulfilled") await site.value.stop();
  };
}

/**
 * The site of a place among the workers, with the unchanged demonstration.
 *
 * @throws Error with the site's own output if it does not start
 */
export async function keptSite(place: number): Promise<Site> {
  const keeper = process.env[KEEPER];
  if (!keeper) throw new Error("Nobody keeps sites: tests/e2e/support/demonstration.ts does");
  const ask = async () => {
    const answer = await fetch(`${keeper}/${place}`);
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  const site = await ask();
  return { ...site, renew: ask, stop: async () => {} };
}
