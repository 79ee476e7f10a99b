import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { settingsPage as texts } from "@/lib/texts/en/people";
import { currentPerson } from "@/server/people/accounts/current-person";
import { MirrorSettings } from "./mirror-settings";
import { NoticeSettings } from "./notice-settings";
import { RepositorySettings } from "./repository-settings";
import { TokenSettings } from "./token-settings";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };

// Each person gets another page, so never make it at build time.
export const dynamic = "force-dynamic";

/** A person's settings. Each section loads its own data and brings its own forms. */
export default async function SettingsPage() {
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/settings");
  return (
    <Page narrow>
      <PageHeading title={texts.title} lead={texts.lead(person.name, person.handle)} />
      <NoticeSettings person={person} />
      <TokenSettings person={person} />
      <RepositorySettings person={person} />
      <MirrorSettings person={person} />
    </Page>
  );
}
