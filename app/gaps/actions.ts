"use server";

import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { GapQuestion } from "@/components/correct/gap-actions";
import type { QueuedGap } from "@/components/correct/gap-queue-actions";
import type { SendState } from "@/components/correct/send-state";
import { SHOW_SLUG } from "@/lib/addresses";
import { rowId } from "@/lib/row-id";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { takeFrom } from "@/server/people/limits/take-from";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { playableOf } from "@/server/text/episodes/playable-of";
import { type AgreeResult, agree } from "@/server/work/contributions/agree";
import { currentContributor } from "@/server/work/contributions/current-contributor";
import type { GapAnswer } from "@/server/work/contributions/edit-segment";
import { nextGaps } from "@/server/work/contributions/next-gaps";
import { propose } from "@/server/work/contributions/propose";
import { readGap } from "@/server/work/contributions/read-gap";
import { skipGap } from "@/server/work/contributions/skip-gap";
import { termsFor } from "@/server/work/contributions/terms-for";
import { formAction } from "../form-action";
import { inputAction } from "../input-action";
import { proposalFields, readFields, typedText } from "../read-fields";
import { sentState } from "../sent-state";

const inParagraph = { segmentId: rowId, gap: z.coerce.number().int().min(0).max(10_000) };
const place = z.object({ documentId: rowId, base: rowId, ...inParagraph });

/** In characters. Nothing longer was ever said in a gap; longer corrections edit the paragraph. */
const LONGEST_WORDS = 2000;

const form = proposalFields.extend({
  ...inParagraph,
  words: typedText(LONGEST_WORDS).default(""),
  sound: z.enum(["laughter", "indecipherable"]).optional(),
});

/** A gap with its surroundings, the suggestions of others, and the terms for filling it. */
export const openGap = inputAction(async (input: unknown): Promise<GapQuestion | null> => {
  const parsed = place.safeParse(input);
  if (!parsed.success) return null;
  const author = await currentContributor();
  const [gap, terms] = await Promise.all([
    readGap(db(), parsed.data, author.id),
    termsFor(db(), { author, documentId: parsed.data.documentId }),
  ]);
  return gap && terms && { gap, terms };
});

/** Sends the words that somebody hears in a gap, or that it has none. */
export const sendGap = formAction(async (_before: SendState, data: FormData): Promise<SendState> => {
  const typed = { words: String(data.get("words") ?? "").slice(0, LONGEST_WORDS) };
  const read = readFields(form, data);
  if (!read.ok) return { ...read.refused, typed };
  const { words, sound, name, gap, ...proposal } = read.fields;
  const answer: GapAnswer = sound ? { sound } : { words };
  const result = await propose(db(), {
    ...proposal,
    author: await currentContributor(name),
    edits: [{ kind: "gap", gap, answer }],
    amendsOwn: true,
  });
  // Without scripts, show the next gap of the queue and the outcome of this one.
  const queued = showOrAll.safeParse(data.get("queued"));
  if (result.ok && queued.success) redirect(queueAddress(queued.data, result.contribution.id));
  return sentState(result, typed);
});

const showOrAll = z.union([z.literal(""), z.string().regex(SHOW_SLUG)]);

function queueAddress(show: string, sent?: number): string {
  const query = new URLSearchParams({ ...(show ? { show } : {}), ...(sent ? { sent: String(sent) } : {}) });
  return query.size > 0 ? `/gaps?${query}` : "/gaps";
}

/** Records that somebody hears the same as another person. */
export const agreeWith = inputAction(
  async (input: unknown): Promise<AgreeResult | { readonly ok: false; readonly reason: "sign-in" }> => {
    const parsed = z.object({ id: rowId }).safeParse(input);
    if (!parsed.success) return { ok: false, reason: "no-contribution" };
    const person = await currentPerson();
    if (!person) return { ok: false, reason: "sign-in" };
    return agree(db(), { id: parsed.data.id, personId: person.id });
  },
);

const queue = z.object({
  show: z.string().regex(SHOW_SLUG).optional(),
  done: z
    .array(z.string().regex(/^\d+\.\d+\.\d+$/))
    .max(500)
    .default([]),
});

/** How many upcoming gaps the page names. */
const AHEAD = 5;

/** The next gap for this listener, with its episode and the upcoming ones; null where none is left. */
export const nextGap = inputAction(async (input: unknown): Promise<QueuedGap | null> => {
  const parsed = queue.safeParse(input);
  if (!parsed.success) return null;
  const author = await currentContributor();
  const waiting = await nextGaps(db(), {
    ...parsed.data,
    who: author.id ?? author.addressHash ?? "",
    take: AHEAD + 1,
  });
  for (const [index, { documentId, segmentId, gap, revision, show, slug }] of waiting.entries()) {
    const question = await openGap({ documentId, base: revision, segmentId, gap });
    const episode = question && (await findEpisode(db(), { show, slug }));
    // Pass over a gap that was filled just now.
    if (question && episode)
      return {
        question,
        episode: playableOf(episode),
        following: waiting.slice(index + 1),
        idempotencyKey: randomUUID(),
      };
  }
  return null;
});

const passing = place.extend({
  unheard: z.string().optional(),
  show: z.string().regex(SHOW_SLUG).optional(),
});

/** Skips a gap. Skips are limited for each address; beyond the limit they are not stored. */
export const passGap = formAction(async (data: FormData): Promise<void> => {
  const parsed = passing.safeParse(Object.fromEntries(data));
  if (!parsed.success) return;
  const { unheard, show: _, base: __, ...gap } = parsed.data;
  const author = await currentContributor();
  const key = `gap-skip:address:${author.addressHash}`;
  if (!(await takeFrom(db(), { key, limit: 600, perSeconds: 3600 })).ok) return;
  await skipGap(db(), { ...gap, who: author.id ?? author.addressHash ?? "", unheard: unheard === "1" });
});

/** The same from a form without scripts. The next gap comes with the page. */
export const passGapForm = formAction(async (data: FormData): Promise<void> => {
  await passGap(data);
  redirect(queueAddress(showOrAll.catch("").parse(data.get("show"))));
});
