import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { noteAction } from "@/lib/http/action-call";
import { invitation } from "@/lib/texts/en/shows";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { acceptInvitation, findInvitation } from "@/server/people/accounts/invite";

export const metadata: Metadata = {
  title: invitation.metaTitle,
  robots: { index: false },
  referrer: "same-origin",
};
export const dynamic = "force-dynamic";

async function take(form: FormData): Promise<void> {
  "use server";
  noteAction();
  const secret = String(form.get("secret") ?? "").slice(0, 200);
  const person = await currentPerson();
  const here = `/invitations/${encodeURIComponent(secret)}`;
  if (!person) redirect(`/sign-in?callbackUrl=${encodeURIComponent(here)}`);
  const taken = await acceptInvitation(db(), { secret, person: { id: person.id, name: person.name } });
  redirect(taken.ok ? `/${taken.show}` : here);
}

/** Anybody with the link sees the invitation; a button accepts it. */
export default async function InvitationPage({ params }: PageProps<"/invitations/[secret]">) {
  const secret = decodeURIComponent((await params).secret).slice(0, 200);
  const [offer, person] = await Promise.all([findInvitation(db(), secret), currentPerson()]);
  if (!offer)
    return (
      <Page narrow>
        <PageHeading title={invitation.over} lead={invitation.overLead} />
      </Page>
    );
  return (
    <Page narrow>
      <PageHeading
        title={invitation.title(invitation.roles[offer.role], offer.show.title)}
        lead={invitation.lead(offer.inviterName)}
      />
      <Form action={take}>
        <input type="hidden" name="secret" value={secret} />
        <Button variant="primary">{person ? invitation.accept : invitation.signIn}</Button>
      </Form>
    </Page>
  );
}
