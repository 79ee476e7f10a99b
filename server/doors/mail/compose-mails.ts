import { noticeMail as texts } from "@/lib/texts/en/mails";
import type { Database } from "@/server/db";
import { DAILY } from "@/server/people/notices/kinds";
import { findNotices, type NoticeLine } from "@/server/people/notices/list-notices";
import { addressOf, nextStep, sentenceOf } from "@/server/people/notices/sentence-of";

/** Which notices: those that are told as they happen, or those that come once a day. */
export type MailRound = "now" | "daily";

// A mail with more notices than this only says how many more there are.
const MOST_LINES = 50;
const LONGEST_SUBJECT = 120;

/** The most mails of notices in an hour: to one person, who may be written about by strangers, and of the whole site. */
export const NOTICE_MAILS_AN_HOUR = { person: 6, site: 2000 } as const;

/**
 * Writes the mails that are due: one per person, with all notices that they have not been mailed yet and want
 * by mail. Each notice goes into one mail only, even if several processes compose at once. Does not send.
 *
 * Whoever had the most mails of an hour gets no other one yet: their notices come together in a later one.
 *
 * @returns how many mails were written
 */
export async function composeMails(
  db: Database,
  { post, site }: { post: MailRound; site: string },
): Promise<number> {
  return db.$transaction(async (tx) => {
    // Notices that a person does not want by mail count as mailed too.
    const due = await tx.$queryRaw<{ id: number; user_id: string; mail: boolean }[]>`
      SELECT n.id, n.user_id::text AS user_id, coalesce(o.mail, true) AS mail
      FROM notices AS n
      LEFT JOIN notice_choices AS o ON o.user_id = n.user_id AND o.kind = n.kind
      WHERE n.mailed_at IS NULL AND (n.kind::text = ANY(${DAILY}::text[])) = ${post === "daily"}
        AND (SELECT count(*) FROM mails AS m
             WHERE m.user_id = n.user_id AND m.created_at > now() - interval '1 hour') < ${NOTICE_MAILS_AN_HOUR.person}
        AND (SELECT count(*) FROM mails AS m WHERE m.created_at > now() - interval '1 hour') < ${NOTICE_MAILS_AN_HOUR.site}
      ORDER BY n.id LIMIT 5000
      FOR UPDATE OF n SKIP LOCKED`;
    if (due.length === 0) return 0;
    await tx.notice.updateMany({
      where: { id: { in: due.map(({ id }) => id) } },
      data: { mailedAt: new Date() },
    });
    const people = groupByPerson(due.filter(({ mail }) => mail));
    let written = 0;
    for (const [userId, rows] of people) {
      const found = await findNotices(
        tx,
        rows.map(({ id }) => id),
      );
      const lines = post === "daily" ? stillWaiting(found) : found;
      if (lines.length === 0) continue;
      await tx.mail.create({ data: { userId, ...composeMail(lines, post, site) } });
      written += 1;
    }
    return written;
  });
}

/** Of a day's notices those whose contributions still wait, each contribution once, by its newest notice. */
function stillWaiting(lines: readonly NoticeLine[]): NoticeLine[] {
  const newest = new Map(lines.map((line) => [line.contribution?.id, line]));
  return [...newest.values()].filter(({ contribution }) => contribution?.waits);
}

function groupByPerson<Row extends { readonly user_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const people = new Map<string, Row[]>();
  for (const row of rows) people.set(row.user_id, [...(people.get(row.user_id) ?? []), row]);
  return people;
}

/** Composes a mail from notices: a single notice is the subject; several are counted in it. */
export function composeMail(
  lines: readonly NoticeLine[],
  post: MailRound,
  site: string,
): { subject: string; text: string } {
  const [only] = lines;
  const subject =
    post === "daily"
      ? texts.contributions(lines.length)
      : lines.length === 1 && only
        ? sentenceOf(only)
        : texts.notices(lines.length);
  const told = lines.slice(0, MOST_LINES).map((line) => {
    const step = nextStep(line);
    return [
      sentenceOf(line),
      ...(line.contribution ? [`  ${texts.episode(line.contribution.episode)}`] : []),
      ...(line.text ? [`  ${texts.quoted(line.text).replace(/\n+/g, "\n  ")}`] : []),
      `  ${site}${addressOf(line)}`,
      ...(step ? [`  ${texts.step(step.text, site + step.href)}`] : []),
    ].join("\n");
  });
  const rest = lines.length - told.length;
  const all = [
    ...told,
    ...(rest > 0 ? [texts.more(rest, `${site}/notices`)] : []),
    ...(post === "daily" ? [texts.review(`${site}/review`)] : []),
    `--\n${texts.choose(`${site}/settings#notices`)}`,
  ];
  return { subject: [...subject].slice(0, LONGEST_SUBJECT).join(""), text: `${all.join("\n\n")}\n` };
}
