import type { Metadata } from "next";
import { redirect } from "next/navigation";
import page from "@/components/ui/page.module.css";
import { currentPerson } from "@/server/people/accounts/current-person";
import { MirrorSettings } from "./mirror-settings";
import { NoticeSettings } from "./notice-settings";
import { RepositorySettings } from "./repository-settings";
import { TokenSettings } from "./token-settings";

export const metadata: Metadata = { title: "Settings", robots: { index: false } };

// Another page for each person, so never made while building.
export const dynamic = "force-dynamic";

/** What a person sets for themselves, a section each: a section finds what it shows and brings its own forms. */
export default async function SettingsPage() {
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/settings");
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <h1 className={page.title}>Settings</h1>
      <p className={page.lead}>
        For {person.name}, known here as {person.handle}.
      </p>
      <NoticeSettings person={person} />
      <TokenSettings person={person} />
      <RepositorySettings person={person} />
      <MirrorSettings person={person} />
    </div>
  );
}
