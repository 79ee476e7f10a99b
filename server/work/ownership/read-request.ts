import { z } from "zod";
import type { Database, Role, ShowRequestKind, ShowRequestStatus } from "@/server/db";
import { isAdministrator } from "@/server/people/accounts/standing-at";
import { type Finding, finding } from "./finding";

/** A request as its page shows it. */
export interface RequestView {
  readonly id: number;
  readonly kind: ShowRequestKind;
  readonly status: ShowRequestStatus;
  readonly title: string;
  /** The show's slug: of the one that is here, or of the one that is to be brought. */
  readonly slug: string;
  /** The feed that is to be brought; null for a show that is here. */
  readonly sourceUrl: string | null;
  readonly note: string | null;
  readonly code: string;
  readonly lookId: string | null;
  readonly lookedAt: Date | null;
  readonly found: readonly Finding[];
  readonly mailedAt: Date | null;
  readonly provedBy: string | null;
  readonly role: Role | null;
  readonly importId: string | null;
  readonly deciderName: string | null;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly person: { readonly id: string; readonly handle: string; readonly name: string };
  /** Who owns the show by now. */
  readonly owners: readonly string[];
}

const INCLUDED = {
  user: { select: { id: true, handle: true, name: true } },
  show: {
    select: {
      slug: true,
      roles: {
        where: { role: "owner" as const },
        select: { user: { select: { handle: true, name: true } } },
      },
    },
  },
};

/** Reads a request for whoever made it, or for an administrator; null for everybody else. */
export async function readRequest(
  db: Database,
  { id, personId }: { readonly id: number; readonly personId: string },
): Promise<RequestView | null> {
  const row = await db.showRequest.findUnique({ where: { id }, include: INCLUDED });
  if (!row) return null;
  if (row.userId !== personId && !(await isAdministrator(db, personId))) return null;
  return viewOf(row);
}

/** Lists the requests that wait, oldest first: all of them, or one person's. */
export async function listRequests(
  db: Database,
  { personId }: { readonly personId?: string } = {},
): Promise<RequestView[]> {
  const rows = await db.showRequest.findMany({
    where: { status: "open", ...(personId !== undefined && { userId: personId }) },
    include: INCLUDED,
    orderBy: { id: "asc" },
    take: 100,
  });
  return rows.map(viewOf);
}

type Row = NonNullable<Awaited<ReturnType<typeof find>>>;
const find = (db: Database) => db.showRequest.findFirst({ include: INCLUDED });

function viewOf(row: Row): RequestView {
  const { user, show, found, slug, ...rest } = row;
  return {
    ...rest,
    slug: show?.slug ?? slug ?? "",
    found: z.array(finding).catch([]).parse(found),
    person: { ...user, name: user.name ?? user.handle },
    owners: show?.roles.map(({ user: owner }) => owner.name ?? owner.handle) ?? [],
  };
}
