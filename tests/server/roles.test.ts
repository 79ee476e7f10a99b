import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addWebhook } from "../../server/doors/webhooks/add-webhook";
import { block, unblock } from "../../server/people/accounts/block";
import { grantRole } from "../../server/people/accounts/grant-role";
import { invite, revokeInvitation } from "../../server/people/accounts/invite";
import { reviewedShows } from "../../server/people/accounts/standing-at";
import { decideClaim } from "../../server/work/claims/decide-claim";
import { accept } from "../../server/work/contributions/accept";
import { acceptSeveral } from "../../server/work/contributions/accept-several";
import { decide } from "../../server/work/contributions/decide";
import { propose } from "../../server/work/contributions/propose";
import { reopen } from "../../server/work/contributions/reopen";
import { revert } from "../../server/work/contributions/revert";
import { redact } from "../../server/work/history/redact";
import { revertPerson } from "../../server/work/history/revert-person";
import { closeReport } from "../../server/work/reports/close-report";
import { changeSettings } from "../../server/work/shows/change-settings";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { ROLES } from "../support/roles";
import { grant, makeDocument, makeShow, person } from "./contributions/stage";

type Actor = { id: string; name: string };

/** The result for each role, in the order of `ROLES`: "yes", or the reason of the refusal. */
const TABLE: Record<string, readonly string[]> = {
  ...row("contribute where one has to be invited", "not-invited yes yes not-invited yes yes yes"),
  ...row("accept", "- - - - yes yes yes"),
  ...row("edit and accept", "- - - - yes yes yes"),
  ...row("accept several", "- - - - yes yes yes"),
  ...row("reject", "- - - - yes yes yes"),
  ...row("ask for changes", "- - - - yes yes yes"),
  ...row("undo a decision", "- - - - yes yes yes"),
  ...row("take a revision back", "- - - - yes yes yes"),
  ...row("take a person's revisions back", "- - - - yes yes yes"),
  ...row("decide a claim", "- - - - yes yes yes"),
  ...row("close a report", "not-open not-open not-open not-open yes yes yes"),
  ...row("block", "- - - - yes yes yes"),
  ...row("unblock", "- - - - yes yes yes"),
  ...row("invite", "- - - - - yes yes"),
  ...row("revoke an invitation", "- - - - - yes yes"),
  ...row("give a role", "- - - - - yes yes"),
  ...row("change the settings", "- - - - - yes yes"),
  ...row("add a webhook", "- - - - - yes yes"),
  ...row("redact", "- - - - - - yes"),
};

const DECISIONS = [
  ...[
    "accept",
    "block",
    "edit and accept",
    "reject",
    "reject claim",
    "reopen",
    "request changes",
    "revert",
    "unblock",
  ],
];
const OWNED = ["add webhook", "grant role", "invite", "revoke invitation", "settings"];

/** The audit log's entries after each: nothing for refused actions. */
const ACTS: Partial<Record<(typeof ROLES)[number], readonly string[]>> = {
  maintainer: DECISIONS,
  owner: [...DECISIONS, ...OWNED].sort(),
  administrator: [...DECISIONS, ...OWNED, "redact"].sort(),
};

function row(what: string, answers: string) {
  return { [what]: answers.split(" ").map((answer) => (answer === "-" ? "not-allowed" : answer)) };
}

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const text = (n: number) => `**Ana:** One ${n} two three.\n\nFour five six.\n`;

/** A show for one actor, with what each action needs. */
async function stageFor(n: number) {
  const { db } = database;
  const show = await makeShow(db, { slug: `roles-${n}`, contribute: "invited" });
  const [author, other, extra] = [
    await person(db, `author-${n}`),
    await person(db, `other-${n}`),
    await person(db, `extra-${n}`),
  ];
  await grant(db, author, show.id, "contributor");
  await grant(db, extra, show.id, "owner");
  const showId = show.id;
  const path = `roles-${n}/x-1.md`;
  const documentId = await makeDocument(db, { showId, text: text(n), path, duration: 20 });
  const send = async (from: string, to: string) => {
    const made = await propose(db, {
      ...{ author, documentId, base: 1, channel: "document", agreed: true, text: text(n).replace(from, to) },
    });
    if (!made.ok) throw new Error(made.reason);
    return { id: made.contribution.id, version: 1 };
  };
  return { showId, documentId, author, other, extra, send };
}

async function actions(n: number): Promise<Record<string, (actor: Actor) => Promise<unknown>>> {
  const { db } = database;
  const { showId, documentId, author, other, extra, send } = await stageFor(n);
  const { episodeId } = await db.document.findUniqueOrThrow({ where: { id: documentId } });
  // One that somebody else accepted, to be undone and reverted.
  const done = await send("two", "2");
  await accept(db, { ...done, reviewer: extra });
  const claim = await db.claim.create({
    data: {
      ...{ episodeId, proposerName: "Ana" },
      quantity: { kind: "percent", value: 1, unit: "percent", comparator: "exactly", form: "number" },
    },
  });
  const report = await db.report.create({
    data: { id: randomUUID(), episodeId, documentId, segmentId: 1, quote: "One", start: 1 },
  });
  const refuse = { comment: "Why", decision: "reject" as const };
  const settings = {
    licence: null,
    contribute: "invited" as const,
    trustAccepted: null,
    trustDays: 9,
    trustSound: null,
    ownFixes: false,
    language: "en",
  };
  return {
    "contribute where one has to be invited": (actor) =>
      propose(db, {
        ...{ author: actor, documentId, base: 1, channel: "document", agreed: true },
        text: text(n).replace("Four", "For"),
      }),
    accept: async (reviewer) => accept(db, { ...(await send("five", "5")), reviewer }),
    "edit and accept": async (reviewer) =>
      accept(db, { ...(await send("six", "6")), reviewer, text: text(n).replace("six", "sex") }),
    "accept several": async (reviewer) => {
      const several = await acceptSeveral(db, { seen: [await send("three", "3")], reviewer });
      return several.ok ? several.results[0]?.result : several;
    },
    reject: async (reviewer) => decide(db, { ...(await send("six", "7")), ...refuse, reviewer }),
    "ask for changes": async (reviewer) =>
      decide(db, { ...(await send("six", "8")), comment: "Why", decision: "request_changes", reviewer }),
    "take a revision back": (reviewer) => revert(db, { documentId, number: 2, reviewer }),
    "take a person's revisions back": (reviewer) =>
      revertPerson(db, { showId, authorId: author.id, since: new Date(0), reviewer }),
    "undo a decision": async (reviewer) => {
      const refused = await send("six", "9");
      await decide(db, { ...refused, ...refuse, reviewer: extra });
      return reopen(db, { id: refused.id, reviewer });
    },
    "decide a claim": (decider) =>
      decideClaim(db, { claimId: claim.id, decider, decision: "reject", reason: "Why" }),
    "close a report": async ({ id }) =>
      closeReport(db, {
        ...{ id: report.id, by: id, outcome: "dismissed" },
        showIds: (await reviewedShows(db, id)).map((show) => show.id),
      }),
    block: (actor) => block(db, { showId, userId: other.id, actor, reason: "Why" }),
    unblock: async (actor) => {
      await block(db, { showId, userId: author.id, actor: extra, reason: "Why" });
      const result = await unblock(db, { showId, userId: author.id, actor });
      await unblock(db, { showId, userId: author.id, actor: extra });
      return result;
    },
    invite: (actor) => invite(db, { showId, role: "trusted", actor }),
    "revoke an invitation": async (actor) => {
      await invite(db, { showId, role: "trusted", actor: extra });
      const { id } = await db.invitation.findFirstOrThrow({ where: { showId }, orderBy: { id: "desc" } });
      return revokeInvitation(db, { id, showId, actor });
    },
    "give a role": (actor) => grantRole(db, { showId, userId: other.id, role: "trusted", actor }),
    "change the settings": (actor) => changeSettings(db, { showId, settings, actor }),
    "add a webhook": (owner) =>
      addWebhook(db, { showId, url: "https://hook.example/x", events: ["proposed"], owner }),
    redact: (actor) => redact(db, { documentId, text: "Four", reason: "By law", actor }),
  };
}

test("each action is for whom it is, and writes nothing for anybody else", async () => {
  const { db } = database;
  const elsewhere = await makeShow(db, { slug: "elsewhere" });
  const found: Record<string, string[]> = {};
  for (const [n, role] of ROLES.entries()) {
    const all = await actions(n);
    const { id: showId } = await db.show.findUniqueOrThrow({ where: { slug: `roles-${n}` } });
    // "nobody" has no account: this is the session of a deleted one.
    const actor =
      role === "nobody"
        ? { id: randomUUID(), name: "nobody" }
        : await person(db, `actor-${n}`, role === "administrator");
    if (role === "elsewhere") await grant(db, actor, elsewhere.id, "maintainer");
    else if (role !== "nobody" && role !== "administrator") await grant(db, actor, showId, role);
    for (const what of Object.keys(TABLE)) {
      const result = (await all[what]?.(actor)) as { ok: boolean; reason?: string } | undefined;
      found[what] = [...(found[what] ?? []), result?.ok ? "yes" : (result?.reason ?? "nothing")];
    }
    const acts = await db.auditEntry.findMany({ where: { actorName: actor.name }, distinct: ["action"] });
    expect(acts.map(({ action }) => action).sort(), role).toEqual(ACTS[role] ?? []);
  }
  expect(found).toEqual(TABLE);
});
