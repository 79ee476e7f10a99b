import { openDatabase } from "../../server/db";
import { expect, test } from "./support/test";

/** All that there is under a show, with what each is behind `/{show}`. */
const BELOW = [
  ...["", "?page=1", "/feed.xml", "/changes.xml", "/state"],
  ...["/1", "/1?t=12", "/1.vtt", "/1.json?words=1", "/1/chapters.json", "/1/claims.jsonld"],
  ...["/1/history", "/1/history/1", "/1/history?of=notes", "/1/history/credit"],
  ...["/1/edit", "/1/notes/edit", "/1/correct?p=3", "/1/claim", "/1/report?p=3", "/1/words/1?v=1"],
  "/1/transcript/3-0a1b2c3d4e.vtt",
];

test("an old address leads to the same under the new one", { tag: "@once" }, async ({ site }) => {
  const db = openDatabase(site.databaseUrl);
  const ask = (url: string) => fetch(site.url + url, { redirect: "manual" });
  await db.movedAddress.createMany({
    data: [
      { oldPath: "metrics", newPath: "figures" },
      { oldPath: "figures/in", newPath: "figures/1" },
      { oldPath: "figures/2", newPath: "figures/1" },
    ],
  });
  try {
    for (const below of BELOW) {
      const answer = await ask(`/metrics${below}`);
      expect([answer.status, answer.headers.get("location")], below).toEqual([308, `/figures${below}`]);
    }
    for (const [url, now] of [
      ["/embed/metrics/1?t=12", "/embed/figures/1?t=12"],
      ["/figures/in/history/1", "/figures/1/history/1"],
      ["/figures/in.srt", "/figures/1.srt"],
    ] as const)
      expect((await ask(url)).headers.get("location"), url).toBe(now);
    // What is there is not led away from, and what never was leads nowhere.
    expect((await ask("/figures/2")).status).toBe(200);
    expect((await ask("/metrics/99")).headers.get("location")).toBe("/figures/99");
    for (const url of ["/figures/99", "/nowhere/1/edit"]) expect((await ask(url)).status, url).toBe(404);
  } finally {
    await db.movedAddress.deleteMany();
    await db.$disconnect();
  }
});
