"use client";

import { useActionState } from "react";
import page from "@/components/ui/page.module.css";
import styles from "@/components/ui/settings.module.css";

/** What came of making a token. */
export interface TokenFormState {
  /** The token, which is shown this once. */
  readonly made?: { readonly name: string; readonly token: string };
  readonly problem?: string;
}

interface Props {
  readonly make: (before: TokenFormState, form: FormData) => Promise<TokenFormState>;
}

const SCOPES = [
  ["contribute", "Send contributions, and push with git"],
  ["review", "Review, where you are a maintainer"],
  ["read", "Read with the API, counted apart from others at your address"],
] as const;

const DAYS = [
  ["30", "30 days"],
  ["90", "90 days"],
  ["365", "a year"],
  ["", "as long as I do not revoke it"],
] as const;

/** Makes a token and shows it, this once. It works without JavaScript too: the answer is a page then. */
export function TokenForm({ make }: Props) {
  const [{ made, problem }, act, waiting] = useActionState(make, {});
  return (
    <form className={styles.form} action={act}>
      {made ? (
        <div className={styles.made} role="status">
          <p>
            <label htmlFor="made-token">
              “{made.name}” is made. Copy it now: it is kept nowhere and cannot be shown again.
            </label>
          </p>
          <input id="made-token" readOnly value={made.token} onFocus={(event) => event.target.select()} />
        </div>
      ) : null}
      {problem ? (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      ) : null}
      <label className={styles.field}>
        Name
        <input name="name" required maxLength={100} autoComplete="off" placeholder="My laptop" />
      </label>
      <fieldset className={styles.scopes}>
        <legend>What it is for</legend>
        {SCOPES.map(([scope, says]) => (
          <label key={scope} className={styles.scope}>
            <input type="checkbox" name="scope" value={scope} defaultChecked={scope === "contribute"} />
            {says}
          </label>
        ))}
      </fieldset>
      <label className={styles.field}>
        It works for
        <select name="days" defaultValue="90">
          {DAYS.map(([days, says]) => (
            <option key={days} value={days}>
              {says}
            </option>
          ))}
        </select>
      </label>
      <p>What is sent with it is given under the licence of the show it is sent to.</p>
      <p>
        <button type="submit" className={page.button} disabled={waiting}>
          Make a token
        </button>
      </p>
    </form>
  );
}
