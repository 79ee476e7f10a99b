import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Database } from "../../server/db";
import { deliverDue } from "../../server/doors/webhooks/deliver-due";

/** The receiver of a webhook, with the messages it got. */
export async function serveHook() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      bodies.push(body);
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return {
    bodies,
    add: (db: Database, showId: number) =>
      db.webhook.create({ data: { showId, url, events: ["proposed", "accepted"] } }),
    deliver: (db: Database) =>
      deliverDue(db, { siteUrl: "https://onrecord.example", secret: "the site's own", allowInternal: true }),
    close: () => new Promise((closed) => server.close(closed)),
  };
}
