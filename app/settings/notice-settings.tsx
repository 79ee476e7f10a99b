import { NoticeChoices } from "@/components/people/notice-choices";
import page from "@/components/ui/page.module.css";
import { db } from "@/server/db";
import type { SignedIn } from "@/server/people/accounts/auth-options";
import { readChoices } from "@/server/people/notices/read-choices";
import { setMyChoices } from "./set-my-choices";

/** The section of what a person is told of, and how: /settings#notices. */
export async function NoticeSettings({ person }: { readonly person: SignedIn }) {
  const choices = await readChoices(db(), person.id);
  return (
    <section className={page.section} aria-labelledby="notices">
      <h2 className={page.subtitle} id="notices">
        Notices
      </h2>
      <NoticeChoices choices={choices} set={setMyChoices} />
    </section>
  );
}
