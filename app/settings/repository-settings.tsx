import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Form } from "@/components/ui/form";
import page from "@/components/ui/page.module.css";
import { Section } from "@/components/ui/section";
import { commitSettings as texts } from "@/lib/texts/en/people";
import { db } from "@/server/db";
import { readCommitAddress } from "@/server/people/accounts/read-commit-address";
import type { SignedIn } from "@/server/people/accounts/signed-in";
import { setMyCommitAddress } from "./set-my-commit-address";

/** The section for the address on a person's commits: /settings#repository. */
export async function RepositorySettings({ person }: { readonly person: SignedIn }) {
  const { email, shown } = await readCommitAddress(db(), person.id);
  return (
    <Section title={texts.title} id="repository">
      <p>
        {texts.about} {email ? null : texts.signIn}
      </p>
      {email ? (
        <Form action={setMyCommitAddress}>
          <Checkbox label={texts.show(email)} name="shown" defaultChecked={shown} />
          <p className={page.facts}>{texts.showHint}</p>
          <Button>{texts.save}</Button>
        </Form>
      ) : null}
    </Section>
  );
}
