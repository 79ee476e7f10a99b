import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { rowId } from "@/lib/row-id";
import { requestPage, provePage as texts } from "@/lib/texts/en/ownership";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { readRequest } from "@/server/work/ownership/read-request";
import { confirmByMail } from "../actions";

export const metadata: Metadata = {
  title: requestPage.metaTitle,
  robots: { index: false },
  referrer: "same-origin",
};

/** The link that was mailed to a feed's own address: a button confirms, so that no program that looks at links does. */
export default async function ProvePage({ params }: PageProps<"/new/requests/[id]/[secret]">) {
  const { id: given, secret } = await params;
  const id = rowId.safeParse(given);
  const person = await currentPerson();
  if (!person) {
    const back = id.success ? `/new/requests/${id.data}/${encodeURIComponent(secret.slice(0, 200))}` : "/new";
    redirect(`/sign-in?callbackUrl=${encodeURIComponent(back)}`);
  }
  const request = id.success ? await readRequest(db(), { id: id.data, personId: person.id }) : null;
  if (!request) notFound();
  return (
    <Page narrow>
      <PageHeading title={texts.title(request.title)} lead={texts.lead(request.person.name)} />
      <Form action={confirmByMail}>
        <input type="hidden" name="id" value={request.id} />
        <input type="hidden" name="secret" value={secret.slice(0, 200)} />
        <Button variant="primary">{texts.confirm}</Button>
      </Form>
    </Page>
  );
}
