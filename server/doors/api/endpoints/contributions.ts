import { z } from "zod";
import { LARGEST_ROW_ID, rowId } from "@/lib/row-id";
import { endpoint } from "@/server/doors/api/endpoint";
import { listOf, pageOf, pageQuery } from "@/server/doors/api/list-of";
import { refuse } from "@/server/doors/api/problems";
import { documentKind, episodeName, showSlug } from "@/server/doors/api/schemas";
import { LONGEST_TEXT } from "@/server/work/contributions/check-proposal";
import { documentIdAt } from "@/server/work/contributions/find-document";
import { propose } from "@/server/work/contributions/propose";
import { proposalProblem } from "./contribution-problems";
import {
  contributionSchema,
  contributionStatus,
  contributionWithReviewsSchema,
  findContributions,
  fromStatus,
  listContributions,
  toContribution,
  toReview,
} from "./to-contribution";

/** The longest summary that the database takes, in one line. */
const LONGEST_MESSAGE = 500;

export const contributionEndpoints = [
  endpoint({
    method: "POST",
    path: "/contributions",
    name: "contribute",
    summary: "Propose a new text for a document",
    about:
      "Send the whole proposed text; the server finds the changes. By sending, you license it as the show's texts are. " +
      "With an Idempotency-Key, a repeated call makes one contribution.",
    scope: "contribute",
    status: 201,
    body: z.strictObject({
      document: episodeName,
      kind: documentKind,
      base: z
        .int()
        .min(1)
        .max(LARGEST_ROW_ID)
        .describe("The number of the revision that the text was made from."),
      text: z.string().describe(`The whole proposed text, at most ${LONGEST_TEXT} characters.`),
      message: z
        .string()
        .max(LONGEST_MESSAGE)
        .optional()
        .describe("A summary in one line; made from the change if left out."),
    }),
    answer: contributionSchema,
    problems: ["forbidden"],
    handle: async ({ db, siteUrl, person, idempotencyKey }, { body }) => {
      if (!person) return refuse("no-token", "A personal token is needed.");
      const [show = "", slug = ""] = body.document.split("/");
      const documentId = await documentIdAt(db, { show, slug, kind: body.kind });
      if (documentId === null) return proposalProblem({ reason: "no-document" });
      const proposed = await propose(db, {
        ...{
          documentId,
          base: body.base,
          text: body.text,
          message: body.message,
          channel: "api",
          idempotencyKey,
        },
        author: { id: person.id, name: person.name },
        // The page where tokens are created and the documentation both state the licence; the first
        // contribution records the consent.
        agreed: true,
      });
      if (!proposed.ok) return proposalProblem(proposed);
      const [row] = await findContributions(db, { id: proposed.contribution.id }, 1);
      if (!row) throw new Error("The contribution that was just written is missing");
      const made = toContribution(row, siteUrl);
      return { ok: true, body: made, location: made.url };
    },
  }),
  endpoint({
    method: "GET",
    path: "/contributions",
    name: "listContributions",
    summary: "Contributions, newest first",
    about:
      "An entry with more than a few paragraphs of changes has no hunks and `complete: false`: read it at `whole`.",
    query: z.strictObject({
      ...pageQuery,
      show: showSlug.optional(),
      document: episodeName.optional(),
      kind: documentKind.optional(),
      status: contributionStatus.optional(),
      author: z.string().min(1).max(64).optional().describe("A person's handle."),
    }),
    answer: listOf(contributionSchema),
    problems: ["bad-cursor"],
    handle: async ({ reader: db, siteUrl, after }, { query }) => {
      const { limit, show, document, kind, status, author } = query;
      const [ofShow, ofEpisode] = document?.split("/") ?? [];
      const rows = await listContributions(
        db,
        {
          ...(after === undefined ? {} : { id: { lt: Number(after[0]) } }),
          ...(status === undefined ? {} : { status: fromStatus(status) }),
          ...(author === undefined ? {} : { author: { handle: author } }),
          document: {
            ...(kind === undefined ? {} : { kind }),
            episode: {
              ...(ofEpisode === undefined ? {} : { slug: ofEpisode }),
              AND: [show, ofShow].flatMap((slug) => (slug === undefined ? [] : [{ show: { slug } }])),
            },
          },
        },
        limit + 1,
      );
      return pageOf(rows, { limit, item: (row) => toContribution(row, siteUrl), keyOf: ({ id }) => [id] });
    },
  }),
  endpoint({
    method: "GET",
    path: "/contributions/{id}",
    name: "getContribution",
    summary: "A contribution, with what was decided about it",
    params: z.strictObject({ id: rowId }),
    answer: contributionWithReviewsSchema,
    problems: ["not-found"],
    handle: async ({ reader: db, siteUrl }, { params: { id } }) => {
      const [row] = await findContributions(db, { id }, 1);
      if (!row) return refuse("not-found", `There is no contribution ${id}.`);
      const reviews = await db.review.findMany({
        where: { contributionId: id },
        orderBy: { id: "asc" },
        include: { reviewer: { select: { handle: true } } },
      });
      return { ok: true, body: { ...toContribution(row, siteUrl), reviews: reviews.map(toReview) } };
    },
  }),
];
