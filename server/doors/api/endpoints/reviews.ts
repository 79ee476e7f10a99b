import { z } from "zod";
import { LARGEST_ROW_ID, rowId } from "@/lib/row-id";
import type { Database } from "@/server/db";
import { endpoint } from "@/server/doors/api/endpoint";
import { type Refusal, refuse } from "@/server/doors/api/problems";
import { accept } from "@/server/work/contributions/accept";
import { decide } from "@/server/work/contributions/decide";
import { LONGEST_COMMENT } from "@/server/work/contributions/read-comment";
import { reviewProblem } from "./contribution-problems";
import { contributionStatus, decision, findContributions, hunksSchema, toStatus } from "./to-contribution";

const reviewBody = z
  .strictObject({
    decision,
    version: z.int().min(1).max(LARGEST_ROW_ID).describe("The version that you reviewed."),
    text: z.string().optional().describe("The whole text to accept, if you change it."),
    on: z
      .int()
      .min(1)
      .max(LARGEST_ROW_ID)
      .optional()
      .describe("The revision that the text was made from: the contribution's base or the latest."),
    comment: z
      .string()
      .max(LONGEST_COMMENT)
      .refine((text) => !text.includes("\0"), "The comment contains a NUL character.")
      .optional()
      .describe("The reason; required unless you accept."),
  })
  .refine(({ decision, text }) => text === undefined || decision === "accept", {
    path: ["text"],
    message: "`text` is allowed only with `accept`.",
  });

export const reviewEndpoints = [
  endpoint({
    method: "POST",
    path: "/contributions/{id}/reviews",
    name: "review",
    summary: "Review a contribution",
    about:
      "A review applies to the version it names. A proposal made from an older revision is merged into the latest; " +
      "a conflict answers 409 with both sides.",
    scope: "review",
    status: 201,
    params: z.strictObject({ id: rowId }),
    body: reviewBody,
    answer: z
      .strictObject({
        contribution: z.int().min(1),
        decision,
        status: contributionStatus,
        revision: z.int().min(1).nullable().describe("The new revision's number; null if not accepted."),
      })
      .meta({ id: "ReviewMade" }),
    problems: ["forbidden", "not-found", "conflict"],
    handle: async ({ db, person }, { params: { id }, body }) => {
      if (!person) return refuse("no-token", "A personal token is needed.");
      const reviewer = { id: person.id, name: person.name };
      const { version, comment = "", text, on } = body;
      const seen = { id, version, reviewer };
      if (body.decision === "accept") {
        const done = await accept(db, { ...seen, comment, text, on });
        if (!done.ok) return withBothVersions(db, seen, reviewProblem(done));
        return {
          ok: true,
          body: { contribution: id, decision: body.decision, status: done.status, revision: done.revision },
        };
      }
      const kept = body.decision === "reject" ? ("reject" as const) : ("request_changes" as const);
      const done = await decide(db, { ...seen, comment, decision: kept });
      if (!done.ok) return withBothVersions(db, seen, reviewProblem(done));
      const status = toStatus(done.status);
      return { ok: true, body: { contribution: id, decision: body.decision, status, revision: null } };
    },
  }),
];

/** Adds the version that was reviewed and the current version to the answer. */
async function withBothVersions(
  db: Database,
  { id, version }: { id: number; version: number },
  refusal: Refusal,
): Promise<Refusal> {
  if (refusal.more?.reason !== "older-version") return refusal;
  const [seen, [now]] = await Promise.all([
    db.contributionVersion.findUnique({
      where: { contributionId_number: { contributionId: id, number: version } },
    }),
    findContributions(db, { id }, 1),
  ]);
  const hunks = (splices: unknown) => (splices === undefined ? null : hunksSchema.parse(splices));
  return {
    ...refusal,
    more: { ...refusal.more, seen: hunks(seen?.splices), now: hunks(now?.versions[0]?.splices) },
  };
}
