import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { InviteForm } from "@/components/shows/invite-form";
import { SettingsTabs } from "@/components/shows/settings-tabs";
import { Button } from "@/components/ui/button";
import { Entries, Entry } from "@/components/ui/entries";
import { Field } from "@/components/ui/field";
import { Fill } from "@/components/ui/fill";
import { Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { Panel } from "@/components/ui/panel";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { formatDay } from "@/lib/format-day";
import { showSettings as texts } from "@/lib/texts/en/shows";
import { textOf } from "@/lib/texts/text-of";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { listInvitations } from "@/server/people/accounts/invite";
import {
  blockPerson,
  giveRole,
  revokeOpenInvitation,
  saveSettings,
  takeBackPerson,
  unblockPerson,
} from "./actions";
import { findStanding } from "./find-standing";
import { inviteSomebody } from "./invite-somebody";

export const metadata: Metadata = { title: texts.metaTitle, robots: { index: false } };
export const dynamic = "force-dynamic";

/** Maps each problem of the rules to the field beside which it is shown. */
const FIELD_PROBLEMS = [
  "bad-licence",
  "bad-contribute",
  "bad-trust-accepted",
  "bad-trust-sound",
  "bad-trust-days",
  "bad-language",
];

export default async function ShowSettingsPage({ params, searchParams }: PageProps<"/[show]/settings">) {
  const { show: slug } = await params;
  const found = await findStanding(slug);
  if (!found) {
    if (!(await currentPerson())) redirect(`/sign-in?callbackUrl=/${encodeURIComponent(slug)}/settings`);
    notFound();
  }
  const { show, owns } = found;
  const { said } = await searchParams;
  const [roles, blocks, invitations] = await Promise.all([
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
  ]);
  const hidden = <input type="hidden" name="show" value={slug} />;
  const done = textOf(texts.done, said);
  const problem = FIELD_PROBLEMS.includes(String(said)) ? undefined : textOf(texts.problems, said);
  const problemOf = (code: keyof typeof texts.problems) => (said === code ? texts.problems[code] : undefined);
  return (
    <Page narrow>
      <PageHeading
        over={<Link href={`/${slug}`}>{show.title}</Link>}
        title={texts.title}
        facts={
          <span className={page.links}>
            <Link href={`/review?show=${slug}`}>{texts.queue}</Link>
            {owns ? <Link href="/settings#mirrors">{texts.mirror}</Link> : null}
          </span>
        }
      />
      <SettingsTabs show={slug} owns={owns} current="settings" />
      {done ? <Notice kind="success">{done}</Notice> : null}
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      {owns ? (
        <Section title={texts.rules} id="rules">
          <Form action={saveSettings}>
            {hidden}
            <Field
              label={texts.licence}
              name="licence"
              defaultValue={show.licence ?? ""}
              maxLength={200}
              error={problemOf("bad-licence")}
            />
            <Select
              label={texts.contribute}
              name="contribute"
              defaultValue={show.contribute}
              error={problemOf("bad-contribute")}
            >
              {Object.entries(texts.contributors).map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </Select>
            <Field
              label={texts.trustAccepted}
              hint={texts.trustAcceptedHint}
              name="trustAccepted"
              inputMode="numeric"
              short
              defaultValue={show.trustAccepted ?? ""}
              error={problemOf("bad-trust-accepted")}
            />
            <Field
              label={texts.trustSound}
              hint={texts.trustSoundHint}
              name="trustSound"
              inputMode="numeric"
              short
              defaultValue={show.trustSound ?? ""}
              error={problemOf("bad-trust-sound")}
            />
            <Field
              label={texts.trustDays}
              name="trustDays"
              inputMode="numeric"
              short
              defaultValue={show.trustDays}
              required
              error={problemOf("bad-trust-days")}
            />
            <Field
              label={texts.language}
              hint={texts.languageHint}
              name="language"
              short
              defaultValue={show.language}
              required
              error={problemOf("bad-language")}
            />
            <Button variant="primary">{texts.save}</Button>
          </Form>
        </Section>
      ) : null}
      <Section title={texts.people} id="people">
        {roles.length === 0 ? <p>{texts.noRoles}</p> : null}
        <ul className={page.list}>
          {roles.map(({ role, user }) => (
            <li key={user.handle}>
              <Fill
                text={texts.personRole}
                with={{
                  name: <a href={`/people/${user.handle}`}>{user.name ?? user.handle}</a>,
                  handle: user.handle,
                  role: texts.roles[role],
                }}
              />
            </li>
          ))}
        </ul>
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
            <Panel title={texts.changeRoleTitle} level={3}>
              <Form action={giveRole}>
                {hidden}
                <Field label={texts.roleOf} name="handle" required maxLength={100} short />
                <Select label={texts.newRole} name="role" defaultValue="contributor">
                  {Object.entries(texts.roles).map(([role, name]) => (
                    <option key={role} value={role}>
                      {name}
                    </option>
                  ))}
                </Select>
                <Button>{texts.changeRole}</Button>
              </Form>
            </Panel>
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
                  <input type="hidden" name="handle" value={user.handle} />
                  <Button>{texts.unblock(user.name ?? user.handle)}</Button>
                </form>
              }
            >
              <p>{texts.blockedLine(user.name ?? user.handle, reason, blockerName)}</p>
            </Entry>
          ))}
        </Entries>
        <Panel title={texts.blockTitle} level={3}>
          <Form action={blockPerson}>
            {hidden}
            <Field label={texts.blockHandle} name="handle" required maxLength={100} short />
            <Field label={texts.reason} hint={texts.reasonHint} name="reason" required maxLength={1000} />
            <Button variant="danger">{texts.block}</Button>
          </Form>
        </Panel>
      </Section>
      <Section title={texts.revertTitle} id="back">
        <Form action={takeBackPerson}>
          <p>{texts.revertLead}</p>
          {hidden}
          <Field label={texts.revertHandle} name="handle" required maxLength={100} short />
          <Field label={texts.since} name="since" type="date" required short />
          <Field label={texts.reason} hint={texts.reasonHint} name="comment" maxLength={1000} />
          <Button variant="danger">{texts.revert}</Button>
        </Form>
      </Section>
    </Page>
  );
}
