import type { Metadata } from "next";
import { headers } from "next/headers";
import { DemoSignIn, EmailSignIn, GitHubSignIn, SignOut } from "@/components/people/sign-in";
import { OwnShows } from "@/components/shows/own-shows";
import { Fill } from "@/components/ui/fill";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { ownPath } from "@/lib/own-path";
import { signInPage as texts } from "@/lib/texts/en/people";
import { textOf } from "@/lib/texts/text-of";
import { db } from "@/server/db";
import { environmentFor, signInWays } from "@/server/people/accounts/auth-options";
import { currentPerson } from "@/server/people/accounts/current-person";
import { DEMO_PEOPLE } from "@/server/people/accounts/demo-people";
import { hasAdministrator } from "@/server/people/accounts/standing-at";
import { mayBring } from "@/server/work/ownership/may-bring";
import { listOwnShows } from "@/server/work/shows/list-own-shows";
import { signInAsDemo, signInByEmail, signInWithGitHub, signOut } from "./actions";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const query = await searchParams;
  const back = ownPath(query.callbackUrl) ?? "/";
  const error = typeof query.error === "string" ? query.error : undefined;
  const person = await currentPerson();
  const ways = signInWays(environmentFor(await headers()));
  const bringing = person && (await mayBring(db(), person.id));

  return (
    <Page narrow>
      <PageHeading
        title={person ? person.name : texts.title}
        lead={person ? texts.signedIn(person.handle) : texts.lead}
      />
      {person ? (
        <>
          <nav className={page.links} aria-label={texts.yours}>
            <Link href={`/people/${person.handle}`}>{texts.contributions}</Link>
            <Link href="/notices">{texts.notices}</Link>
            <Link href="/review">{texts.review}</Link>
            <Link href="/settings">{texts.settings}</Link>
            {bringing ? <Link href="/new">{texts.bringShow}</Link> : null}
            {bringing === "brings" ? <Link href="/admin">{texts.admin}</Link> : null}
            {ways.includes("demo") ? <Link href="/mailbox">{texts.mailbox}</Link> : null}
          </nav>
          <OwnShows shows={await listOwnShows(db(), person.id)} />
          <SignOut send={signOut} />
        </>
      ) : (
        <>
          {error ? <Notice kind="error">{textOf(texts.problems, error) ?? texts.failed}</Notice> : null}
          {query.sent ? <Notice kind="success">{texts.sent}</Notice> : null}
          {ways.includes("github") ? <GitHubSignIn send={signInWithGitHub} back={back} /> : null}
          {ways.includes("email") ? <EmailSignIn send={signInByEmail} back={back} /> : null}
          {ways.includes("demo") ? (
            <DemoSignIn
              send={signInAsDemo}
              back={back}
              people={DEMO_PEOPLE.map(({ handle, name, role }) => ({
                handle,
                name,
                about: role ? texts.demoReviews : texts.demoContributes,
              }))}
            />
          ) : null}
          {ways.length === 0 ? (
            <Notice kind="info" live={false}>
              {texts.noWay}
            </Notice>
          ) : null}
          {(await hasAdministrator(db())) ? null : (
            <p>
              <Fill
                text={texts.noAdministrator}
                with={{ begin: <Link href="/admin/begin">{texts.begin}</Link> }}
              />
            </p>
          )}
        </>
      )}
    </Page>
  );
}
