import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { noteAction } from "@/lib/http/action-call";
import { signInLinkPage as texts } from "@/lib/texts/en/site";
import { db } from "@/server/db";
import { askNextAuth } from "@/server/people/accounts/ask-next-auth";
import { findSignInLink } from "@/server/people/accounts/take-sign-in-link";

export const metadata: Metadata = {
  title: texts.metaTitle,
  robots: { index: false },
  referrer: "same-origin",
};
export const dynamic = "force-dynamic";

async function signInByLink(form: FormData): Promise<void> {
  "use server";
  noteAction();
  const secret = String(form.get("secret") ?? "").slice(0, 200);
  // Where the link was used in the meantime, this page says so.
  if (!(await findSignInLink(db(), secret))) redirect(`/sign-in/${encodeURIComponent(secret)}`);
  redirect(await askNextAuth(["callback", "link"], { secret, callbackUrl: "/" }));
}

/** Whoever opens the link sees whom it signs in; a button does it, so that no program that looks at links uses it up. */
export default async function SignInLinkPage({ params }: PageProps<"/sign-in/[secret]">) {
  const secret = (await params).secret.slice(0, 200);
  const person = await findSignInLink(db(), secret);
  if (!person)
    return (
      <Page narrow>
        <PageHeading title={texts.over} lead={texts.overLead} />
      </Page>
    );
  return (
    <Page narrow>
      <PageHeading title={texts.title(person.name)} lead={texts.lead} />
      <Form action={signInByLink}>
        <input type="hidden" name="secret" value={secret} />
        <Button variant="primary">{texts.signIn}</Button>
      </Form>
    </Page>
  );
}
