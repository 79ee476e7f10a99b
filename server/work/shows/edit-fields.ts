import { isDeepStrictEqual } from "node:util";
import type { Database, Transaction } from "@/server/db";
import { mayOwn, mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";
import { replaceChapters, type StoredChapter } from "@/server/text/episodes/replace-chapters";
import { type CreditedPerson, personOf, replaceCredits } from "@/server/text/episodes/replace-credits";
import { asJson, EPISODE_FIELDS, type Fields, fromJson, type Said, SHOW_FIELDS } from "./fields";

/** What is edited: an episode's fields by those who review, or the show's own by its owners. */
export interface FieldEditing {
  readonly showId: number;
  /** The episode's slug; null for the show itself. */
  readonly slug: string | null;
  /** New values, by field and column, as JSON can hold them. */
  readonly changes: Readonly<Record<string, Said>>;
  /** The fields as they were when the form was opened: one that somebody else has changed since is refused. */
  readonly was?: Readonly<Record<string, Said>> | undefined;
  /** Fields that are to follow the feed again. */
  readonly follow?: readonly string[] | undefined;
  readonly actor: { readonly id: string; readonly name: string };
}

export type EditedFields =
  | { readonly ok: true; readonly changed: readonly string[] }
  /** `no-source`: no feed says what an edited field would be otherwise. */
  | { readonly ok: false; readonly reason: "not-allowed" | "no-episode" | "no-source" }
  | {
      readonly ok: false;
      readonly reason: "changed-meanwhile";
      readonly field: string;
      /** What it is now. */
      readonly now: Said;
    };

/**
 * Edits fields of a show or of an episode, all or none. Each keeps what its feed and files say beneath, so that imports
 * leave it as it is, and it can follow the feed again. The audit log has what it was.
 */
export async function editFields(db: Database, editing: FieldEditing): Promise<EditedFields> {
  const { showId, slug, changes, was = {}, follow = [], actor } = editing;
  const fields: Fields = slug === null ? SHOW_FIELDS : EPISODE_FIELDS;
  const may = slug === null ? mayOwn : mayReview;
  return db.$transaction(async (tx): Promise<EditedFields> => {
    // Who may not edit it holds nobody up; behind the lock it is asked again.
    if (!may(await standingAt(tx, { personId: actor.id, showId })))
      return { ok: false, reason: "not-allowed" };
    const target = await lockTarget(tx, { showId, slug });
    if (!target) return { ok: false, reason: "no-episode" };
    if (!may(await standingAt(tx, { personId: actor.id, showId })))
      return { ok: false, reason: "not-allowed" };
    const now = await readFieldValues(tx, target, fields);
    const edits = new Map(
      (await tx.fieldEdit.findMany({ where: whereOf(target) })).map((edit) => [edit.field, edit] as const),
    );
    const next: { field: string; value: Said }[] = [];
    for (const [field, value] of Object.entries(changes)) {
      const current = now[field];
      if (!current || isDeepStrictEqual(current, value)) continue;
      const before = was[field];
      if (before && !isDeepStrictEqual(before, current))
        return { ok: false, reason: "changed-meanwhile", field, now: current };
      next.push({ field, value });
    }
    for (const field of follow) {
      const edit = edits.get(field);
      if (!edit) continue;
      if (!isPossible(field, edit.source as Said)) return { ok: false, reason: "no-source" };
      next.push({ field, value: edit.source as Said });
    }
    if (next.length === 0) return { ok: true, changed: [] };
    await writeFields(tx, target, Object.assign({}, ...next.map(({ value }) => value)));
    for (const { field, value } of next) {
      const edit = edits.get(field);
      const source = (edit?.source ?? now[field]) as Said;
      if (edit && isDeepStrictEqual(source, value)) await tx.fieldEdit.delete({ where: { id: edit.id } });
      else if (edit)
        await tx.fieldEdit.update({
          where: { id: edit.id },
          data: { editorId: actor.id, editorName: actor.name, editedAt: new Date() },
        });
      else
        await tx.fieldEdit.create({
          data: {
            ...whereOf(target),
            ...{ field, source: source as object, editorId: actor.id, editorName: actor.name },
          },
        });
    }
    const subject = Object.fromEntries(
      next.flatMap(({ field, value }) => [
        [`${field} was`, inShort(now[field] ?? {})],
        [field, inShort(value)],
      ]),
    );
    await record(tx, {
      actor,
      action: "edit",
      showId,
      subject: { ...(slug !== null && { episode: slug }), ...subject },
    });
    return { ok: true, changed: next.map(({ field }) => field) };
  });
}

/** A show or an episode whose row is locked. */
interface Target {
  readonly showId: number;
  readonly episodeId: number | null;
}

const whereOf = ({ showId, episodeId }: Target) => ({ showId, episodeId });

async function lockTarget(
  tx: Transaction,
  { showId, slug }: { readonly showId: number; readonly slug: string | null },
): Promise<Target | null> {
  const rows =
    slug === null
      ? await tx.$queryRaw<{ id: number }[]>`SELECT id FROM shows WHERE id = ${showId} FOR NO KEY UPDATE`
      : await tx.$queryRaw<{ id: number }[]>`
          SELECT id FROM episodes WHERE show_id = ${showId} AND slug = ${slug} FOR NO KEY UPDATE`;
  const id = rows[0]?.id;
  return id === undefined ? null : { showId, episodeId: slug === null ? null : id };
}

/** The fields' values now, by field and column, as JSON can hold them. */
export async function readFieldValues(
  tx: Database | Transaction,
  { showId, episodeId }: Target,
  fields: Fields,
): Promise<Readonly<Record<string, Said>>> {
  const row: Record<string, unknown> =
    episodeId === null ? await readShow(tx, showId) : await readEpisode(tx, episodeId);
  return Object.fromEntries(
    Object.entries(fields).map(([field, columns]) => [
      field,
      Object.fromEntries(columns.map((column) => [column, asJson(row[column])])),
    ]),
  );
}

const CREDITS = {
  orderBy: { position: "asc" },
  include: { person: { select: { name: true } } },
} as const;

async function readShow(tx: Database | Transaction, id: number) {
  const { credits, ...show } = await tx.show.findUniqueOrThrow({
    where: { id },
    include: { credits: CREDITS },
  });
  return { ...show, people: credits.map(personOf) };
}

async function readEpisode(tx: Database | Transaction, id: number) {
  const { credits, ...episode } = await tx.episode.findUniqueOrThrow({
    where: { id },
    include: {
      chapters: {
        orderBy: { position: "asc" },
        select: { startSeconds: true, title: true, link: true, imageUrl: true },
      },
      credits: CREDITS,
    },
  });
  return { ...episode, people: credits.map(personOf) };
}

async function writeFields(tx: Transaction, { showId, episodeId }: Target, said: Said): Promise<void> {
  const { chapters, people, ...columns } = said;
  const data = Object.fromEntries(
    Object.entries(columns).map(([column, value]) => [column, fromJson(column, value)]),
  );
  if (episodeId === null) {
    if (Object.keys(data).length > 0) await tx.show.update({ where: { id: showId }, data });
    if (people) await replaceCredits(tx, [{ showId, people: people as readonly CreditedPerson[] }]);
    return;
  }
  if (Object.keys(data).length > 0) await tx.episode.update({ where: { id: episodeId }, data });
  if (chapters) await replaceChapters(tx, [{ episodeId, chapters: chapters as readonly StoredChapter[] }]);
  if (people) await replaceCredits(tx, [{ episodeId, people: people as readonly CreditedPerson[] }]);
}

/** Whether a row can have what the sources say: each has a title. */
const isPossible = (field: string, source: Said) =>
  field === "title" ? source.title !== null : field !== "language" || source.language !== null;

const LONGEST_IN_AUDIT = 300;
const inShort = (value: Said): string => {
  const values = Object.values(value).filter((each) => each !== null);
  const text = values.map((each) => (typeof each === "string" ? each : JSON.stringify(each))).join(" ");
  return text.length > LONGEST_IN_AUDIT ? `${text.slice(0, LONGEST_IN_AUDIT)}…` : text;
};
