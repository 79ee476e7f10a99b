import type { Database, Transaction } from "@/server/db";
import { isAdministrator, standingAt } from "@/server/people/accounts/standing-at";
import { takeFrom } from "@/server/people/limits/take-from";
import { noticeAdministrators } from "@/server/people/notices/notice-administrators";
import { readSite } from "@/server/work/site/read-site";
import { newProofCode, requestHref } from "./finding";

interface Asking {
  readonly person: { readonly id: string; readonly name: string };
  /** What they tell the administrators. */
  readonly note: string | null;
}

/** The request's id, which may be that of one that is open already; or why there is none. */
export type AskedForShow =
  | { readonly ok: true; readonly id: number }
  | { readonly ok: false; readonly reason: "not-allowed" | "has-owner" | "no-show" | "too-many" };

const DAY = 86_400;
/** How many requests one person may begin in a day. */
const REQUESTS_A_DAY = 10;

const mayAsk = async (db: Database, personId: string) =>
  (await takeFrom(db, { key: `request:person:${personId}`, limit: REQUESTS_A_DAY, perSeconds: DAY })).ok;

/** "This is my show": asks for a show that is here and has no owner. */
export async function askForShow(
  db: Database,
  { person, note, show: slug }: Asking & { readonly show: string },
): Promise<AskedForShow> {
  const show = await db.show.findUnique({
    where: { slug },
    select: { id: true, title: true, roles: { where: { role: "owner" }, take: 1 } },
  });
  if (!show) return { ok: false, reason: "no-show" };
  if (show.roles.length > 0) return { ok: false, reason: "has-owner" };
  const { blocked } = await standingAt(db, { personId: person.id, showId: show.id });
  if (blocked !== null) return { ok: false, reason: "not-allowed" };
  const where = { userId: person.id, showId: show.id, status: "open" } as const;
  const open = await db.showRequest.findFirst({ where, select: { id: true } });
  if (open) return { ok: true, id: open.id };
  if (!(await mayAsk(db, person.id))) return { ok: false, reason: "too-many" };
  return begin(db, { person, note, data: { kind: "own", showId: show.id, title: show.title } });
}

/** Asks to bring a show that is not here, where the site's rule lets anybody ask. */
export async function askToBring(
  db: Database,
  {
    person,
    note,
    url,
    slug,
    title,
  }: Asking & { readonly url: string; readonly slug: string; readonly title: string },
): Promise<AskedForShow> {
  if ((await readSite(db)).bring === "administrators" && !(await isAdministrator(db, person.id)))
    return { ok: false, reason: "not-allowed" };
  const where = { userId: person.id, sourceUrl: url, status: "open" } as const;
  const open = await db.showRequest.findFirst({ where, select: { id: true } });
  if (open) return { ok: true, id: open.id };
  if (!(await mayAsk(db, person.id))) return { ok: false, reason: "too-many" };
  return begin(db, { person, note, data: { kind: "bring", sourceUrl: url, slug, title } });
}

type Wanted =
  | { readonly kind: "own"; readonly showId: number; readonly title: string }
  | { readonly kind: "bring"; readonly sourceUrl: string; readonly slug: string; readonly title: string };

async function begin(
  db: Database,
  { person, note, data }: Asking & { readonly data: Wanted },
): Promise<AskedForShow> {
  const made = await db.$transaction(async (tx: Transaction) => {
    // Asked twice at once, it is one request: an index says so, and the second finds the first below.
    const rows = await tx.showRequest.createManyAndReturn({
      data: [{ ...data, note, userId: person.id, code: newProofCode() }],
      skipDuplicates: true,
      select: { id: true },
    });
    const id = rows[0]?.id;
    if (id === undefined) return null;
    await noticeAdministrators(tx, {
      ...{ actor: person, text: note },
      about: { title: data.title, href: requestHref(id) },
    });
    return id;
  });
  if (made !== null) return { ok: true, id: made };
  const { title: _title, ...same } = data;
  const { id } = await db.showRequest.findFirstOrThrow({
    where: { ...same, userId: person.id, status: "open" },
    select: { id: true },
  });
  return { ok: true, id };
}
