import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { FindPeople } from "@/components/people/find-people";
import { ChosenPerson } from "@/components/shows/chosen-person";
import { InviteForm } from "@/components/shows/invite-form";
import { SettingsTabs } from "@/components/shows/settings-tabs";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Checkbox } from "@/components/ui/checkbox";
import { Entries, Entry } from "@/components/ui/entries";
import { Fill } from "@/components/ui/fill";
import { Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { Panel } from "@/components/ui/panel";
import { Section } from "@/components/ui/section";
import { HANDLE } from "@/lib/addresses";
import { formatDay } from "@/lib/format-day";
import { rowId } from "@/lib/row-id";
import { showSettings as texts } from "@/lib/texts/en/shows";
import { textOf } from "@/lib/texts/text-of";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { listInvitations } from "@/server/people/accounts/invite";
import { searchPeople } from "@/server/people/accounts/search-people";
import { findSender, listWaitingFrom } from "@/server/work/contributions/find-sender";
import {
  blockPerson,
  giveRole,
  leave,
  rejectPerson,
  revokeOpenInvitation,
  takeBackPerson,
  unblockPerson,
} from "../actions";
import { findStanding } from "../find-standing";
import { inviteSomebody } from "../invite-somebody";

export const metadata: Metadata = { title: texts.metaPeople, robots: { index: false } };
export const dynamic = "force-dynamic";

/** Who does what at a show. People are looked for by their names; what can be done about one stands below them. */
export default async function PeopleSettingsPage({
  params,
  searchParams,
}: PageProps<"/[show]/settings/people">) {
  const { show: slug } = await params;
  const found = await findStanding(slug);
  if (!found) {
    if (!(await currentPerson()))
      redirect(`/sign-in?callbackUrl=/${encodeURIComponent(slug)}/settings/people`);
    notFound();
  }
  const { show, owns } = found;
  const { said, find, person: handle, contribution } = await searchParams;
  const sought = typeof find === "string" ? find.trim().slice(0, 100) : "";
  const [roles, blocks, invitations, hits, chosen] = await Promise.all([
    db().showRole.findMany({
      where: { showId: show.id },
      include: { user: { select: { handle: true, name: true } } },
      orderBy: [{ role: "asc" }, { user: { handle: "asc" } }],
    }),
    db().block.findMany({
      where: { showId: show.id, liftedAt: null },
      include: { user: { select: { handle: true, name: true } } },
      orderBy: { createdAt: "desc" },
    }),
    owns ? listInvitations(db(), show.id) : [],
    searchPeople(db(), sought),
    typeof handle === "string" && HANDLE.test(handle)
      ? db().user.findUnique({ where: { handle }, select: { id: true, handle: true, name: true } })
      : null,
  ]);
  const sent = rowId.safeParse(contribution);
  const sender = sent.success ? await findSender(db(), { showId: show.id, contributionId: sent.data }) : null;
  // An account is chosen by its handle, wherever one comes from.
  const account =
    chosen ??
    (sender && "userId" in sender.whom
      ? await db().user.findUnique({
          where: { id: sender.whom.userId },
          select: { id: true, handle: true, name: true },
        })
      : null);
  const whom = account ? { userId: account.id } : sender?.whom;
  const waiting = whom && (await listWaitingFrom(db(), { showId: show.id, whom }));
  const isBlocked = blocks.some(
    (each) =>
      whom && ("userId" in whom ? each.userId === whom.userId : each.addressHash === whom.addressHash),
  );
  const hidden = <input type="hidden" name="show" value={slug} />;
  const here = `/${slug}/settings/people`;
  const done = textOf(texts.done, said);
  const problem = textOf(texts.problems, said);
  const mine = roles.find(({ userId }) => userId === found.person.id)?.role;
  const isLast = mine === "owner" && roles.filter(({ role }) => role === "owner").length === 1;
  return (
    <Page narrow>
      <PageHeading over={<Link href={`/${slug}`}>{show.title}</Link>} title={texts.people} />
      <SettingsTabs show={slug} owns={owns} current="people" />
      {done ? <Notice kind="success">{done}</Notice> : null}
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      {waiting && (account || (sender && sent.success)) ? (
        <ChosenPerson
          show={slug}
          person={
            account
              ? { handle: account.handle, name: account.name ?? account.handle }
              : { contribution: sent.data ?? 0, name: sender?.name ?? "" }
          }
          role={roles.find(({ userId }) => userId === account?.id)?.role ?? "none"}
          {...{ isBlocked, waiting, owns, giveRole }}
          {...{ block: blockPerson, reject: rejectPerson, takeBack: takeBackPerson }}
        />
      ) : null}
      <Section title={texts.people} id="people">
        {roles.length === 0 ? <p>{texts.noRoles}</p> : null}
        <Entries>
          {roles.map(({ role, user }) => (
            <Entry key={user.handle} actions={<Choose {...user} here={here} />}>
              <p>
                <Fill
                  text={texts.personRole}
                  with={{
                    name: <a href={`/people/${user.handle}`}>{user.name ?? user.handle}</a>,
                    handle: user.handle,
                    role: texts.roles[role],
                  }}
                />
              </p>
            </Entry>
          ))}
        </Entries>
        <FindPeople
          title={texts.seekTitle}
          hint={texts.seekHint}
          to={`${here}#people`}
          {...{ sought, found: hits }}
          actions={(hit) => <Choose {...hit} here={here} />}
        />
        {owns ? (
          <>
            <InviteForm show={slug} make={inviteSomebody} />
            {invitations.length > 0 ? (
              <Panel title={texts.invitations} level={3}>
                <Entries>
                  {invitations.map(({ id, role, inviterName, expiresAt }) => (
                    <Entry
                      key={id}
                      actions={
                        <form action={revokeOpenInvitation}>
                          {hidden}
                          <input type="hidden" name="id" value={id} />
                          <Button aria-label={texts.revokeInvitationOf(texts.roles[role], inviterName)}>
                            {texts.revokeInvitation}
                          </Button>
                        </form>
                      }
                    >
                      <p>{texts.invitationLine(texts.roles[role], inviterName, formatDay(expiresAt))}</p>
                    </Entry>
                  ))}
                </Entries>
              </Panel>
            ) : null}
          </>
        ) : null}
      </Section>
      <Section title={texts.blocked} id="blocks">
        {blocks.length === 0 ? <p>{texts.nobodyBlocked}</p> : null}
        <Entries>
          {blocks.map(({ id, user, reason, blockerName }) => (
            <Entry
              key={id}
              actions={
                <form action={unblockPerson}>
                  {hidden}
                  {user ? (
                    <input type="hidden" name="handle" value={user.handle} />
                  ) : (
                    <input type="hidden" name="block" value={id} />
                  )}
                  <Button>{texts.unblock(user ? (user.name ?? user.handle) : texts.somebody)}</Button>
                </form>
              }
            >
              <p>
                {texts.blockedLine(user ? (user.name ?? user.handle) : texts.somebody, reason, blockerName)}
              </p>
            </Entry>
          ))}
        </Entries>
      </Section>
      {mine ? (
        <Section title={texts.leaveTitle} id="leave">
          <Form action={leave}>
            <p>{texts.leaveLead}</p>
            {isLast ? <p>{texts.leaveLast}</p> : null}
            {hidden}
            <Checkbox name="sure" label={texts.sure} required />
            <Button variant="danger">{texts.leave}</Button>
          </Form>
        </Section>
      ) : null}
    </Page>
  );
}

interface Chosen {
  readonly handle: string;
  readonly name: string | null;
  readonly here: string;
}

/** Leads to what can be done about somebody. */
const Choose = ({ handle, name, here }: Chosen) => (
  <ButtonLink href={`${here}?person=${handle}#person`} aria-label={texts.chooseOne(name ?? handle)}>
    {texts.choose}
  </ButtonLink>
);
