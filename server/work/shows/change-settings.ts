import type { Database, WhoContributes } from "@/server/db";
import { mayOwn, standingAt } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";

/** The settings that a show's owner chooses. */
export interface ShowSettings {
  readonly licence: string | null;
  readonly contribute: WhoContributes;
  /** How many accepted contributions make somebody trusted with gaps; none: nobody is. */
  readonly trustAccepted: number | null;
  readonly trustDays: number;
  /** The same where the sound supports the words; none: that changes nothing. */
  readonly trustSound: number | null;
  /** Whether small fixes of the show's owners are published at once. */
  readonly ownFixes: boolean;
  /** The transcripts' language (BCP 47), also of their labels. */
  readonly language: string;
}

/** Changes all settings of a show at once. The audit log has the earlier ones. */
export async function changeSettings(
  db: Database,
  {
    showId,
    settings,
    actor,
  }: { showId: number; settings: ShowSettings; actor: { id: string; name: string } },
): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: "not-allowed" }> {
  return db.$transaction(async (tx) => {
    // Who may not change them holds nobody up; behind the lock it is asked again.
    if (!mayOwn(await standingAt(tx, { personId: actor.id, showId })))
      return { ok: false, reason: "not-allowed" };
    await tx.$queryRaw`SELECT id FROM shows WHERE id = ${showId} FOR UPDATE`;
    if (!mayOwn(await standingAt(tx, { personId: actor.id, showId })))
      return { ok: false, reason: "not-allowed" };
    const before = await tx.show.findUniqueOrThrow({ where: { id: showId } });
    await tx.show.update({ where: { id: showId }, data: settings });
    // A feed says the language too; what was chosen here stays.
    if (settings.language !== before.language)
      await tx.$executeRaw`
        INSERT INTO field_edits (show_id, field, source, editor_id, editor_name)
        VALUES (${showId}, 'language', ${JSON.stringify({ language: before.language })}::jsonb, ${actor.id}::uuid,
                ${actor.name})
        ON CONFLICT DO NOTHING`;
    const changed = (Object.keys(settings) as (keyof ShowSettings)[]).filter(
      (key) => settings[key] !== before[key],
    );
    const subject = Object.fromEntries(
      changed.flatMap((key) => [
        [`${key} was`, before[key]],
        [key, settings[key]],
      ]),
    );
    if (changed.length > 0) await record(tx, { actor, action: "settings", showId, subject });
    return { ok: true };
  });
}
