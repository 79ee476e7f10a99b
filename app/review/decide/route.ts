import { z } from "zod";
import { problem } from "@/lib/http/problem";
import { readEnvironment } from "@/lib/read-environment";
import { rowId } from "@/lib/row-id";
import { reviewPage } from "@/lib/texts/en/review";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { isFromElsewhere } from "@/server/people/accounts/is-from-elsewhere";
import { reviewsAnywhere } from "@/server/people/accounts/standing-at";
import { accept } from "@/server/work/contributions/accept";
import { acceptSeveral } from "@/server/work/contributions/accept-several";
import { composeEdit } from "@/server/work/contributions/compose-edit";
import { decide } from "@/server/work/contributions/decide";
import { rejectSeveral } from "@/server/work/contributions/reject-several";
import { reopen } from "@/server/work/contributions/reopen";
import { explain } from "../explain";

const seen = { id: rowId, version: rowId };
const comment = z.string().optional();

const decision = z.discriminatedUnion("decision", [
  z.object({ decision: z.literal("accept"), ...seen, comment }),
  z.object({
    decision: z.literal("edit"),
    ...seen,
    comment,
    on: rowId,
    text: z.array(z.string()).min(1).max(10_000),
  }),
  z.object({ decision: z.enum(["reject", "request_changes"]), ...seen, comment: z.string().default("") }),
  z.object({ decision: z.literal("reopen"), id: rowId }),
  z.object({ decision: z.literal("several"), pick: z.array(z.string().regex(/^\d{1,9}:\d{1,9}$/)) }),
  z.object({
    decision: z.literal("reject_several"),
    pick: z.array(z.string().regex(/^\d{1,9}:\d{1,9}$/)),
    comment: z.string().default(""),
  }),
]);

type Decision = z.infer<typeof decision>;

interface Outcome {
  readonly ok: boolean;
  /** The outcomes that `explain` has sentences for. */
  readonly code: string;
  readonly revision?: number | null;
  readonly version?: number;
  readonly status?: string;
  readonly ids?: readonly number[];
}

// In characters: twice the longest text that is accepted.
const MOST_BYTES = 16 * 1024 * 1024;

// In bytes: a form that edits no text.
const SHORT = 16 * 1024;

function isShort({ headers }: Request): boolean {
  const length = Number(headers.get("content-length") ?? Number.NaN);
  return length <= SHORT;
}

/** A reviewer's decision: as JSON from the desk, or as a plain form without scripts, which returns to the desk. */
export async function POST(request: Request) {
  if (isFromElsewhere(request, readEnvironment().siteUrl)) return problem(403, reviewPage.elsewhere);
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES)
    return problem(413, reviewPage.tooLong);
  const person = await currentPerson();
  const mayReview = person !== null && (await reviewsAnywhere(db(), person.id));
  // Reading a long form takes a tenth of a second, during which nobody else is answered: only reviewers send one.
  const form = mayReview || isShort(request) ? await request.formData().catch(() => null) : null;
  const outcome = !person
    ? { ok: false, code: "signed-out" }
    : !mayReview
      ? { ok: false, code: "not-allowed" }
      : form
        ? await settle(read(form), { id: person.id, name: person.name })
        : { ok: false, code: "bad-form" };
  if (request.headers.get("accept")?.includes("application/json"))
    return Response.json(
      { ...outcome, said: explain(outcome.code) },
      { headers: { "Cache-Control": "no-store" } },
    );
  return leadBack(form, outcome);
}

function read(form: FormData): Decision | null {
  const all = (name: string) => form.getAll(name).map(String);
  const one = (name: string) => all(name).find((value) => value.trim() !== "");
  const parsed = decision.safeParse({
    // A button of its own says what is done with the ticked ones.
    decision: all("decision").at(-1),
    id: one("id"),
    version: one("version"),
    // A ready reason, the reviewer's own words, or both.
    comment:
      [...all("reason"), ...all("comment")].filter((text) => text.trim() !== "").join("\n\n") || undefined,
    on: one("on"),
    text: all("text"),
    pick: all("pick"),
  });
  return parsed.success ? parsed.data : null;
}

async function settle(wanted: Decision | null, reviewer: { id: string; name: string }): Promise<Outcome> {
  if (!wanted) return { ok: false, code: "bad-form" };
  switch (wanted.decision) {
    case "accept":
      return outcomeOf(await accept(db(), { ...wanted, reviewer }), "accepted");
    case "edit": {
      const composed = await composeEdit(db(), { ...wanted, texts: wanted.text, reviewerId: reviewer.id });
      if (!composed.ok) return { ok: false, code: composed.reason };
      const { text, on } = composed;
      return outcomeOf(await accept(db(), { ...wanted, text, on, reviewer }), "accepted");
    }
    case "reject":
    case "request_changes": {
      const result = await decide(db(), { ...wanted, decision: wanted.decision, reviewer });
      const done = result.ok && !result.told ? "rejected_untold" : "rejected";
      return outcomeOf(result, wanted.decision === "reject" ? done : "changes_requested");
    }
    case "reopen":
      return outcomeOf(await reopen(db(), { id: wanted.id, reviewer }), "reopened");
    case "several":
    case "reject_several": {
      const all = wanted.pick.map((pick) => {
        const [one = 0, version = 0] = pick.split(":").map(Number);
        return { id: one, version };
      });
      if (all.length === 0) return { ok: false, code: "nothing" };
      const rejects = wanted.decision === "reject_several";
      const result = rejects
        ? await rejectSeveral(db(), { seen: all, comment: wanted.comment, reviewer })
        : await acceptSeveral(db(), { seen: all, reviewer });
      if (!result.ok)
        return { ok: false, code: result.reason, ...("ids" in result ? { ids: result.ids } : {}) };
      const failed = result.results.find((each) => !each.result.ok)?.result;
      const ids = result.results.flatMap((each) => (each.result.ok ? [each.id] : []));
      return failed && !failed.ok
        ? { ok: false, code: failed.reason, ids }
        : { ok: true, code: rejects ? "rejected_several" : "several", ids };
    }
  }
}

type Result =
  | { readonly ok: true; readonly revision?: number | null }
  | { readonly ok: false; readonly reason: string; readonly version?: number; readonly status?: string };

function outcomeOf(result: Result, done: string): Outcome {
  if (result.ok) return { ok: true, code: done, revision: result.revision ?? null };
  const { reason, version, status } = result;
  return {
    ok: false,
    code: reason,
    ...(version === undefined ? {} : { version }),
    ...(status === undefined ? {} : { status }),
  };
}

/** Characters of a query that leads back: it becomes a header, and is what a filter of the queue comes to. */
const LONGEST_QUERY = 1000;

function leadBack(form: FormData | null, { ok, code }: Outcome): Response {
  const back = new URLSearchParams(String(form?.get("back") ?? "").slice(0, LONGEST_QUERY));
  for (const name of ["said", "did", "id"]) back.delete(name);
  back.set("said", code);
  const about = String(form?.get("id") ?? "");
  if (/^\d{1,9}$/.test(about)) back.set(ok && form?.get("decision") !== "reopen" ? "did" : "id", about);
  return new Response(null, { status: 303, headers: { Location: `/review?${back}` } });
}
