import { z } from "zod";
import type { Environment } from "@/lib/read-environment";
import { proofs as texts } from "@/lib/texts/en/ownership";
import type { Database } from "@/server/db";
import { sendFeedImport } from "@/server/doors/feeds/import-feed-job";
import { defineJob } from "@/server/jobs/define-job";
import { type Handler, handleJob } from "@/server/jobs/handle-job";
import { type JobView, readJob } from "@/server/jobs/read-job";
import { sendJob } from "@/server/jobs/send-job";
import { takeFrom } from "@/server/people/limits/take-from";
import { settleProof } from "@/server/work/ownership/settle-proof";
import { findProof } from "./find-proof";
import { mailProof } from "./mail-proof";

const lookForProofJob = defineJob({
  name: "look-for-proof",
  data: z.object({
    requestId: z.int(),
    /** Whether a link is to be mailed to the feed's own address too. */
    mail: z.boolean(),
  }),
  atOnce: 4,
  longest: 5 * 60,
  // Whoever waits for it can look again.
  retries: { most: 1, first: 10, longest: 10 },
});

const LOOKS_AN_HOUR = 30;

/** Sends the job that looks for the proof of a person's own open request, again and again where they want it. */
export async function lookForProof(
  db: Database,
  { id, personId, mail }: { readonly id: number; readonly personId: string; readonly mail: boolean },
): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: "not-open" | "too-many" }> {
  const where = { id, userId: personId, status: "open" } as const;
  if ((await db.showRequest.count({ where })) === 0) return { ok: false, reason: "not-open" };
  const limit = { key: `look:person:${personId}`, limit: LOOKS_AN_HOUR, perSeconds: 3600 };
  if (!(await takeFrom(db, limit)).ok) return { ok: false, reason: "too-many" };
  await db.$transaction(async (tx) => {
    const lookId = await sendJob(tx, lookForProofJob, { requestId: id, mail }, { key: `request-${id}` });
    await tx.showRequest.updateMany({ where, data: { lookId } });
  });
  return { ok: true };
}

/** How a look is going. */
export const readLook = (db: Database, lookId: string): Promise<JobView | null> =>
  readJob(db, lookForProofJob, lookId);

/** Looks at a show's feed and site, keeps what it found, and grants what was proved. */
export function handleLookForProof(environment: Environment): Handler {
  const { fetchInternal, mail: server, siteUrl, secret = "" } = environment;
  return handleJob(lookForProofJob, async ({ requestId, mail }, { db, signal, progress }) => {
    const request = await db.showRequest.findUnique({
      where: { id: requestId, status: "open" },
      select: {
        ...{ id: true, title: true, code: true, sourceUrl: true },
        show: { select: { fetchedUrl: true, feedUrl: true } },
        user: { select: { handle: true, name: true } },
      },
    });
    if (!request) return;
    const { show, code } = request;
    const url = request.sourceUrl ?? show?.fetchedUrl ?? show?.feedUrl ?? "";
    const fetch = { allowInternal: fetchInternal, signal };
    const { findings, email } = await findProof({ url, code, fetch });
    signal.throwIfAborted();
    await db.showRequest.updateMany({
      where: { id: requestId, status: "open" },
      data: { found: [...findings], lookedAt: new Date() },
    });
    const proved = findings.find(({ isThere }) => isThere);
    if (proved) {
      const settled = await settleProof(db, { id: requestId, way: proved.way, bring: sendFeedImport });
      await progress({
        done: 1,
        total: 1,
        message: settled.ok ? texts.granted : texts.waits[settled.reason],
      });
      return;
    }
    const message = !mail
      ? texts.notFound
      : email === null
        ? texts.noEmail
        : !server
          ? texts.noMail
          : (await mailProof(db, {
                request: { ...request, user: named(request.user) },
                email,
                server,
                siteUrl,
                secret,
              }))
            ? texts.mailed(masked(email))
            : texts.tooManyMails;
    await progress({ done: 1, total: 1, message });
  });
}

const named = ({ handle, name }: { readonly handle: string; readonly name: string | null }) => ({
  handle,
  name: name ?? handle,
});

/** Enough of an address for its owner to know it again. */
function masked(email: string): string {
  const [name = "", host = ""] = email.split("@");
  return `${name.slice(0, 1)}…@${host}`;
}
