import page from "@/components/ui/page.module.css";
import styles from "@/components/ui/settings.module.css";
import { db } from "@/server/db";
import type { SignedIn } from "@/server/people/accounts/auth-options";
import { readCommitAddress } from "@/server/people/accounts/read-commit-address";
import { setMyCommitAddress } from "./set-my-commit-address";

/** The section of what the open repository says of a person: /settings#repository. */
export async function RepositorySettings({ person }: { readonly person: SignedIn }) {
  const { email, shown } = await readCommitAddress(db(), person.id);
  return (
    <section className={page.section} aria-labelledby="repository">
      <h2 className={page.subtitle} id="repository">
        Your commits
      </h2>
      <p>
        What you wrote and was accepted is a commit under your name, with an address that reaches nobody.
        {email ? null : " To have your own there, sign in by e-mail once."}
      </p>
      {email ? (
        <form className={styles.form} action={setMyCommitAddress}>
          <label className={styles.scope}>
            <input type="checkbox" name="shown" defaultChecked={shown} />
            Show {email} on my commits from now on. Commits that are there stay as they are: others have them.
          </label>
          <button type="submit" className={page.button}>
            Save the address
          </button>
        </form>
      ) : null}
    </section>
  );
}
