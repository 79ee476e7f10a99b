import type { Metadata } from "next";
import { BeginSite } from "@/components/people/begin-site";
import { ButtonLink } from "@/components/ui/button-link";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { beginPage as texts } from "@/lib/texts/en/site";
import { db } from "@/server/db";
import { hasAdministrator } from "@/server/people/accounts/standing-at";
import { becomeAdministrator } from "./actions";

export const metadata: Metadata = { title: texts.title, robots: { index: false }, referrer: "same-origin" };
export const dynamic = "force-dynamic";

/** The first visit of a site without an administrator: the code that `npm start` printed makes one. */
export default async function BeginPage({ searchParams }: PageProps<"/admin/begin">) {
  const { code } = await searchParams;
  if (await hasAdministrator(db()))
    return (
      <Page narrow>
        <PageHeading title={texts.begun} lead={texts.begunLead} />
        <p>
          <ButtonLink href="/sign-in">{texts.signIn}</ButtonLink>
        </p>
      </Page>
    );
  return (
    <Page narrow>
      <PageHeading title={texts.title} lead={texts.lead} />
      <BeginSite code={typeof code === "string" ? code.slice(0, 100) : ""} send={becomeAdministrator} />
    </Page>
  );
}
