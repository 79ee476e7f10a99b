import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import styles from "@/components/history/history.module.css";
import { InviteForm } from "@/components/shows/invite-form";
import page from "@/components/ui/page.module.css";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { blockPerson, giveRole, saveSettings, takeBackPerson, unblockPerson } from "./actions";
import { findStanding } from "./find-standing";
import { inviteSomebody } from "./invite-somebody";

export const metadata: Metadata = { title: "Settings of a show", robots: { index: false } };
export const dynamic = "force-dynamic";

// What came of a form: codes travel in the address, words do not.
const SAID: Record<string, string> = {
  saved: "Saved.",
  role: "The role is theirs.",
  blocked: "They may no longer contribute here.",
  unblocked: "They may contribute again.",
  "taken-back": "Everything of theirs since then is taken back.",
  "taken-back-in-part": "Taken back, but for what later work changed again: edit that by hand.",
  "bad-settings":
    "Something is not as it should be: a licence, a language such as en, and whole numbers. Nothing was saved.",
  "bad-form": "The form was not complete. Nothing was changed.",
  "no-person": "There is nobody with that handle. Nothing was changed.",
  "not-allowed": "It takes an owner of the show to do this. Nothing was changed.",
  "last-owner": "A show keeps an owner: make somebody else one first.",
  "has-role": "They review here: take their role away first.",
  "no-reason": "Say why, in up to 1,000 characters: they are told. Nothing was changed.",
  "blocked-already": "They are blocked already.",
  "not-blocked": "They are not blocked.",
  "too-many": "That is more than 500 revisions: choose a later day. Nothing was changed.",
};

export default async function ShowSettingsPage({ params, searchParams }: PageProps<"/[show]/settings">) {
  const { show: slug } = await params;
  const found = await findStanding(slug);
  if (!found) {
    if (!(await currentPerson())) redirect(`/sign-in?callbackUrl=/${encodeURIComponent(slug)}/settings`);
    notFound();
  }
  const { show, owns } = found;
  const { said } = await searchParams;
  const [roles, blocks] = await Promise.all([
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
  ]);
  const hidden = <input type="hidden" name="show" value={slug} />;
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href={`/${slug}`}>{show.title}</Link>
      </p>
      <h1 className={page.title}>Settings</h1>
      <p className={page.facts}>
        <Link href={`/review?show=${slug}`}>The queue</Link> ·{" "}
        <Link href={`/${slug}/settings/audit`}>The audit log</Link>
        {owns ? (
          <>
            {" · "}
            <Link href={`/${slug}/settings/webhooks`}>Webhooks</Link> ·{" "}
            <Link href="/settings#mirrors">The mirror</Link>
          </>
        ) : null}
      </p>
      <p role="status">{typeof said === "string" ? SAID[said] : null}</p>
      {owns ? (
        <section className={page.section} aria-labelledby="rules">
          <h2 className={page.subtitle} id="rules">
            Rules
          </h2>
          <form action={saveSettings} className={styles.form}>
            {hidden}
            <label>
              Licence of the transcripts
              <input name="licence" defaultValue={show.licence ?? ""} maxLength={200} />
            </label>
            <label>
              Who may contribute
              <select name="contribute" defaultValue={show.contribute}>
                <option value="anyone">Anyone, also without an account</option>
                <option value="signed_in">Whoever is signed in</option>
                <option value="invited">Those who were invited</option>
              </select>
            </label>
            <label>
              Accepted contributions after which somebody's gaps need no review (empty: never)
              <input name="trustAccepted" inputMode="numeric" defaultValue={show.trustAccepted ?? ""} />
            </label>
            <label>
              … and none of them taken back within so many days
              <input name="trustDays" inputMode="numeric" defaultValue={show.trustDays} required />
            </label>
            <label>
              Language of the words and their labels, as in “en” or “pt-BR”
              <input name="language" defaultValue={show.language} required />
            </label>
            <button type="submit" className={page.button}>
              Save
            </button>
          </form>
        </section>
      ) : null}
      <section className={page.section} aria-labelledby="people">
        <h2 className={page.subtitle} id="people">
          People
        </h2>
        {roles.length === 0 ? <p>Nobody has a role here yet.</p> : null}
        <ul className={page.list}>
          {roles.map(({ role, user }) => (
            <li key={user.handle}>
              <a href={`/people/${user.handle}`}>{user.name ?? user.handle}</a> ({user.handle}): {role}
            </li>
          ))}
        </ul>
        {owns ? (
          <>
            <InviteForm show={slug} make={inviteSomebody} />
            <form action={giveRole} className={styles.form}>
              {hidden}
              <label>
                Change the role of (handle)
                <input name="handle" required maxLength={100} />
              </label>
              <label>
                To
                <select name="role" defaultValue="contributor">
                  {["owner", "maintainer", "trusted", "contributor", "none"].map((role) => (
                    <option key={role}>{role}</option>
                  ))}
                </select>
              </label>
              <button type="submit" className={page.button}>
                Change the role
              </button>
            </form>
          </>
        ) : null}
      </section>
      <section className={page.section} aria-labelledby="blocks">
        <h2 className={page.subtitle} id="blocks">
          Blocked
        </h2>
        {blocks.length === 0 ? <p>Nobody is blocked here.</p> : null}
        {blocks.map(({ id, user, reason, blockerName }) => (
          <form key={id} action={unblockPerson} className={styles.line}>
            {hidden}
            <input type="hidden" name="handle" value={user.handle} />
            <p>
              {user.name ?? user.handle}: {reason} (by {blockerName})
            </p>
            <button type="submit" className={page.button}>
              Unblock {user.name ?? user.handle}
            </button>
          </form>
        ))}
        <form action={blockPerson} className={styles.form}>
          {hidden}
          <label>
            Block (handle)
            <input name="handle" required maxLength={100} />
          </label>
          <label>
            Why? They are told.
            <input name="reason" required maxLength={1000} />
          </label>
          <button type="submit" className={page.button}>
            Block
          </button>
        </form>
      </section>
      <section className={page.section} aria-labelledby="back">
        <h2 className={page.subtitle} id="back">
          Take back what somebody did
        </h2>
        <form action={takeBackPerson} className={styles.form}>
          <p>Each of their revisions since that day is taken back by a new one. Nothing is deleted.</p>
          {hidden}
          <label>
            Whose (handle)
            <input name="handle" required maxLength={100} />
          </label>
          <label>
            Since
            <input name="since" type="date" required />
          </label>
          <label>
            Why? They are told.
            <input name="comment" maxLength={1000} />
          </label>
          <button type="submit" className={page.button}>
            Take it all back
          </button>
        </form>
      </section>
    </div>
  );
}
