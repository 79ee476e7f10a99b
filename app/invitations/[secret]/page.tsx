import type { Metadata } from "next";
import { redirect } from "next/navigation";
import page from "@/components/ui/page.module.css";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { acceptInvitation, findInvitation } from "@/server/people/accounts/invite";

export const metadata: Metadata = {
  title: "An invitation",
  robots: { index: false },
  referrer: "no-referrer",
};
export const dynamic = "force-dynamic";

async function take(form: FormData): Promise<void> {
  "use server";
  const secret = String(form.get("secret") ?? "").slice(0, 200);
  const person = await currentPerson();
  const here = `/invitations/${encodeURIComponent(secret)}`;
  if (!person) redirect(`/sign-in?callbackUrl=${encodeURIComponent(here)}`);
  const taken = await acceptInvitation(db(), { secret, person: { id: person.id, name: person.name } });
  redirect(taken.ok ? `/${taken.show}` : here);
}

/** An invitation is looked at by anybody who has the link, and taken up by pressing a button. */
export default async function InvitationPage({ params }: PageProps<"/invitations/[secret]">) {
  const secret = decodeURIComponent((await params).secret).slice(0, 200);
  const [offer, person] = await Promise.all([findInvitation(db(), secret), currentPerson()]);
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <h1 className={page.title}>
        {offer ? `Become a ${offer.role} of ${offer.show.title}` : "This invitation is over"}
      </h1>
      {offer ? (
        <>
          <p className={page.lead}>{offer.inviterName} invites you. The link works once.</p>
          <form action={take} className={page.section}>
            <input type="hidden" name="secret" value={secret} />
            <button type="submit" className={page.button}>
              {person ? "Take it up" : "Sign in to take it up"}
            </button>
          </form>
        </>
      ) : (
        <p className={page.lead}>
          It was used already, or is older than seven days. Ask whoever sent it for another.
        </p>
      )}
    </div>
  );
}
