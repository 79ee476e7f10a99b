import type { Server } from "node:http";
import { readEnvironment } from "@/lib/read-environment";
import { openDatabase, openQuestion } from "@/server/db";
import { SITE_STATE } from "@/server/text/pages/find-states";
import { LatestStates } from "@/server/text/pages/latest-states";
import { Store } from "@/server/text/pages/store";
import { createForward } from "./create-forward";
import { createFront } from "./create-front";
import { keyAt } from "./key-at";
import { serveUntilStopped } from "./serve-until-stopped";
import type { Maker } from "./start-maker";

/** Serves the site in front of the process that makes its answers. */
export function runFront(server: Server, maker: Maker): void {
  const databaseUrl = process.env.DATABASE_URL ?? "";
  const db = openDatabase(databaseUrl, { planOnce: true });
  const question = openQuestion<{ state: string }>(databaseUrl, SITE_STATE);
  const { siteUrl } = readEnvironment();
  const answer = createFront({
    ...{ forward: createForward(maker.socketPath), siteUrl },
    keeping: {
      ...{ keyAt: keyAt(siteUrl), store: new Store(), isLost: question.isLost },
      states: new LatestStates(db, question),
    },
  });
  const onEnd = () => Promise.allSettled([maker.stop(), db.$disconnect(), question.close()]);
  serveUntilStopped({ server, answer, onEnd });
}
