import type { Database } from "../../../server/db";
import { DEMO_CONTRIBUTOR, DEMO_MAINTAINER, DEMO_SHOW } from "../../../server/people/accounts/demo-people";
import { propose } from "../../../server/work/contributions/propose";
import { grant, makeDocument, makeShow } from "../../server/contributions/stage";

/** The show on which the review tests decide, so that the demonstration stays unchanged. */
export const REVIEWED = "reviewed";

export const REVIEWED_TEXT = [
  "**Ana:** \\[00:01\\] We asked four thousand people what they read.",
  "And they answered within a week, which is quick.",
  "**Ben:** \\[00:12\\] How many was that in the end?",
  "**Ana:** Nearly all of them, I would say, and it surprised us.",
  "**Ben:** \\[00:24\\] So what did they tell you?",
  "**Ana:** They told us that they listen more than they read.",
]
  .join("\n\n")
  .concat("\n");

/** Makes the show with one episode, with the demonstration's audio and maintainer. */
export async function makeReviewedShow(db: Database): Promise<{ showId: number; documentId: number }> {
  const show = await makeShow(db, { slug: REVIEWED, licence: "CC BY-SA 4.0" });
  const documentId = await makeDocument(db, {
    showId: show.id,
    text: REVIEWED_TEXT,
    path: `${REVIEWED}/one.md`,
    duration: 60,
  });
  const heard = await db.episode.findFirstOrThrow({ where: { show: { slug: DEMO_SHOW } } });
  await db.episode.updateMany({
    where: { showId: show.id },
    data: { audioUrl: heard.audioUrl, audioType: heard.audioType },
  });
  await grant(db, await personOf(db, DEMO_MAINTAINER.handle), show.id, "maintainer");
  return { showId: show.id, documentId };
}

export async function personOf(db: Database, handle: string): Promise<{ id: string; name: string }> {
  const { id, name } = await db.user.findUniqueOrThrow({ where: { handle } });
  return { id, name: name ?? handle };
}

/** Sends in a change of the show's first revision, by the demonstration's contributor. */
export async function sendIn(
  db: Database,
  { documentId, from, to }: { documentId: number; from: string; to: string },
): Promise<number> {
  if (!REVIEWED_TEXT.includes(from)) throw new Error(`The text has no “${from}”`);
  const made = await propose(db, {
    author: await personOf(db, DEMO_CONTRIBUTOR.handle),
    ...{ documentId, base: 1, text: REVIEWED_TEXT.replace(from, to), channel: "document", agreed: true },
  });
  if (!made.ok) throw new Error(made.reason);
  return made.contribution.id;
}
