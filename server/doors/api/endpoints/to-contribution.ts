import { z } from "zod";
import type { ContributionStatus, Database, Decision, Reader } from "@/server/db";
import { documentKind, episodeName } from "@/server/doors/api/schemas";
import { witnessOf } from "@/server/work/contributions/witness-of";

/** Where a contribution stands. */
export const contributionStatus = z.enum(["open", "changes-requested", "accepted", "rejected", "withdrawn"]);

type Status = z.output<typeof contributionStatus>;
type KeptStatus = ContributionStatus;

/** Converts a status of the API to the database's. */
export const fromStatus = (status: Status): KeptStatus =>
  status === "changes-requested" ? "changes_requested" : status;
/** Converts a status of the database to the API's. */
export const toStatus = (status: KeptStatus): Status =>
  status === "changes_requested" ? "changes-requested" : status;

const person = z.strictObject({
  name: z.string(),
  handle: z.string().nullable().describe("The account's handle; null without an account."),
});

/** What a contribution replaces, and by what. */
export const hunksSchema = z
  .array(
    z.strictObject({
      start: z
        .int()
        .min(-1)
        .describe(
          "The first paragraph of the base that is replaced, counted from 0; -1 means before the first.",
        ),
      end: z.int().min(0).describe("One past the last paragraph that is replaced."),
      before: z.string(),
      after: z.string(),
    }),
  )
  .describe("The changes, by whole paragraphs of the base.");

const soundSchema = z
  .strictObject({
    judgement: z.enum(["supports", "unsure", "against"]),
    probability: z
      .number()
      .min(0)
      .max(1)
      .describe("How likely it is that exactly these words are said; of several places, the least."),
    score: z
      .number()
      .describe("Mean log-likelihood of the words over that of the best phones there, in nats a frame."),
  })
  .nullable()
  .describe(
    "Whether the sound supports the change, as a program hears it: a hint. Null where it was not measured when the version was sent.",
  );

export const contributionSchema = z
  .strictObject({
    id: z.int().min(1),
    url: z.url(),
    status: contributionStatus,
    version: z.int().min(1).describe("The proposal's version; a review must name the version it is about."),
    hunks: hunksSchema,
    complete: z
      .boolean()
      .describe("Whether `hunks` holds all changes; a list leaves large ones out, and `whole` has them."),
    whole: z.url().describe("The address of the contribution in this API, with all its hunks."),
    document: episodeName,
    kind: documentKind,
    base: z.int().min(1).describe("The revision that the contribution was made from."),
    summary: z.string(),
    sound: soundSchema,
    author: person,
    created: z.iso.datetime({ precision: 3 }),
    decided: z.iso.datetime({ precision: 3 }).nullable(),
    revision: z.int().min(1).nullable().describe("The revision that accepted it; null if not accepted."),
  })
  .meta({ id: "Contribution" });

export const decision = z.enum(["accept", "reject", "request-changes"]);

const reviewSchema = z.strictObject({
  decision: z.enum([...decision.options, "reopen"]),
  version: z.int().min(1),
  reviewer: person,
  comment: z.string().nullable(),
  edited: z.boolean().describe("Whether the reviewer changed it before accepting."),
  at: z.iso.datetime({ precision: 3 }),
});

export const contributionWithReviewsSchema = contributionSchema
  .extend({ reviews: z.array(reviewSchema) })
  .meta({ id: "ContributionWithReviews" });

type Where = NonNullable<NonNullable<Parameters<Database["contribution"]["findMany"]>[0]>["where"]>;

/** Contributions with everything that the API shows of them, newest first. */
export function findContributions(db: Reader, where: Where, take: number) {
  return db.contribution.findMany({
    where,
    orderBy: { id: "desc" },
    take,
    include: {
      author: { select: { handle: true } },
      versions: { orderBy: { number: "desc" }, take: 1 },
      document: {
        select: { kind: true, episode: { select: { slug: true, show: { select: { slug: true } } } } },
      },
    },
  });
}

type Row = Awaited<ReturnType<typeof findContributions>>[number];

/** Bytes of stored changes, and characters of them, that one entry of a list holds: a paragraph or two. */
const MOST_STORED = 8_000;
const MOST_LISTED = 16_000;

/**
 * The same for a list. A change may be a whole transcript, and a list has two hundred: of an entry with more than
 * `MOST_LISTED` characters of changes, the database hands out none.
 */
export async function listContributions(db: Reader, where: Where, take: number): Promise<ListedRow[]> {
  const rows = await db.contribution.findMany({
    where,
    orderBy: { id: "desc" },
    take,
    include: {
      author: { select: { handle: true } },
      document: {
        select: { kind: true, episode: { select: { slug: true, show: { select: { slug: true } } } } },
      },
    },
  });
  const ids = rows.map(({ id }) => id);
  // The stored size is known without reading what is stored, and packed text is at most a hundred times as long.
  const versions = await db.$queryRaw<({ contributionId: number } & ListedRow["versions"][number])[]>`
    SELECT v.contribution_id AS "contributionId", v.base, v.summary, v.sound::text AS sound,
           v.sound_probability AS "soundProbability", v.sound_score AS "soundScore",
           CASE WHEN pg_column_size(v.splices) <= ${MOST_STORED}
             THEN CASE WHEN length(v.splices::text) <= ${MOST_LISTED} THEN v.splices END
           END AS splices
    FROM contributions AS c
    JOIN contribution_versions AS v ON v.contribution_id = c.id AND v.number = c.version
    WHERE c.id = ANY(${ids}::int[])`;
  const newest = new Map(versions.map(({ contributionId, ...version }) => [contributionId, version]));
  return rows.flatMap((row) => {
    const version = newest.get(row.id);
    return version ? [{ ...row, versions: [version] }] : [];
  });
}

type ListedRow = Omit<Row, "versions"> & {
  readonly versions: readonly (Parameters<typeof witnessOf>[0] & {
    readonly base: number;
    readonly summary: string;
    /** Null where there is too much of it for a list. */
    readonly splices: unknown;
  })[];
};

/** A contribution, in the API's shape. */
export function toContribution(row: ListedRow, siteUrl: string): z.output<typeof contributionSchema> {
  const { id, status, version, document, revision } = row;
  const [newest] = row.versions;
  if (!newest) throw new Error(`Contribution ${id} has no version`);
  return {
    id,
    url: `${siteUrl}/contributions/${id}`,
    status: toStatus(status),
    version,
    hunks: hunksSchema.parse(newest.splices ?? []),
    complete: newest.splices !== null,
    whole: `${siteUrl}/api/v1/contributions/${id}`,
    document: `${document.episode.show.slug}/${document.episode.slug}`,
    kind: document.kind,
    base: newest.base,
    summary: newest.summary,
    sound: witnessOf(newest),
    author: { name: row.authorName, handle: row.author?.handle ?? null },
    created: row.createdAt.toISOString(),
    decided: row.decidedAt?.toISOString() ?? null,
    revision,
  };
}

interface ReviewRow {
  readonly decision: Decision;
  readonly version: number;
  readonly reviewerName: string;
  readonly reviewer: { readonly handle: string } | null;
  readonly comment: string | null;
  readonly edited: boolean;
  readonly createdAt: Date;
}

/** A review, in the API's shape. */
export function toReview(row: ReviewRow): z.output<typeof reviewSchema> {
  const { version, comment, edited } = row;
  return {
    decision: row.decision === "request_changes" ? "request-changes" : row.decision,
    ...{ version, comment, edited },
    reviewer: { name: row.reviewerName, handle: row.reviewer?.handle ?? null },
    at: row.createdAt.toISOString(),
  };
}
