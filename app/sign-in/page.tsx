import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { z } from "zod";
import { DemoSignIn, EmailSignIn, GitHubSignIn, SignOut } from "@/components/people/sign-in";
import page from "@/components/ui/page.module.css";
import { isOwnPath } from "@/lib/is-own-path";
import { environmentFor, signInWays } from "@/server/people/accounts/auth-options";
import { currentPerson } from "@/server/people/accounts/current-person";
import { DEMO_PEOPLE } from "@/server/people/accounts/demo-people";
import { signInAsDemo, signInByEmail, signInWithGitHub, signOut } from "./actions";

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

const ownPath = z.string().refine(isOwnPath).catch("/");

// A map, since the address may name anything, "constructor" too.
const PROBLEMS = new Map([
  [
    "OAuthAccountNotLinked",
    "That e-mail address already belongs to an account. Sign in the way you did before.",
  ],
  ["Verification", "This link has been used or has run out. Ask for a new one."],
  ["EmailSignin", "The link could not be sent. See whether the address is right, and try again."],
  ["CredentialsSignin", "That person is not in the demonstration."],
]);

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const query = await searchParams;
  const back = ownPath.parse(query.callbackUrl);
  const error = typeof query.error === "string" ? query.error : undefined;
  const person = await currentPerson();
  const ways = signInWays(environmentFor(await headers()));

  return (
    <div className={`${page.page} ${page.narrow}`}>
      <h1 className={page.title}>{person ? person.name : "Sign in"}</h1>
      {person ? (
        <>
          <p className={page.lead}>You are signed in as {person.handle}.</p>
          <nav className={page.links} aria-label="Yours">
            <Link href={`/people/${person.handle}`}>Your contributions</Link>
            <Link href="/notices">Notices</Link>
            <Link href="/review">Review</Link>
            <Link href="/settings">Settings</Link>
            {ways.includes("demo") ? <Link href="/mailbox">Mailbox</Link> : null}
          </nav>
          <SignOut send={signOut} />
        </>
      ) : (
        <>
          <p className={page.lead}>
            Listening and reading need no account. Signing in puts your name on what you contribute.
          </p>
          {error ? (
            <p className={page.facts} role="alert">
              {PROBLEMS.get(error) ?? "Signing in did not work. Nothing was changed; please try again."}
            </p>
          ) : null}
          {query.sent ? (
            <p className={page.facts} role="status">
              A link is on its way to you. Open it on this device to sign in.
            </p>
          ) : null}
          {ways.includes("github") ? <GitHubSignIn send={signInWithGitHub} back={back} /> : null}
          {ways.includes("email") ? <EmailSignIn send={signInByEmail} back={back} /> : null}
          {ways.includes("demo") ? (
            <DemoSignIn
              send={signInAsDemo}
              back={back}
              people={DEMO_PEOPLE.map(({ handle, name, role }) => ({
                handle,
                name,
                about: role
                  ? "Decides what is accepted at the demonstration show."
                  : "Fills gaps and sends corrections.",
              }))}
            />
          ) : null}
          {ways.length === 0 ? (
            <p className={page.facts}>
              This site offers no way to sign in yet. Whoever runs it sets GITHUB_ID and GITHUB_SECRET, or
              SMTP_URL and MAIL_FROM.
            </p>
          ) : null}
        </>
      )}
    </div>
  );
}
