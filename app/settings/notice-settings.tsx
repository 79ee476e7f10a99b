import { NoticeChoices } from "@/components/people/notice-choices";
import { Section } from "@/components/ui/section";
import { noticeChoices } from "@/lib/texts/en/people";
import { db } from "@/server/db";
import type { SignedIn } from "@/server/people/accounts/signed-in";
import { readChoices } from "@/server/people/notices/read-choices";
import { setMyChoices } from "./set-my-choices";

/** The section that chooses a person's notices, on the site and by mail: /settings#notices. */
export async function NoticeSettings({ person }: { readonly person: SignedIn }) {
  const choices = await readChoices(db(), person.id);
  return (
    <Section title={noticeChoices.title} id="notices">
      <NoticeChoices choices={choices} set={setMyChoices} />
    </Section>
  );
}
