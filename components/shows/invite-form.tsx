"use client";

import { useActionState } from "react";
import styles from "../history/history.module.css";
import page from "../ui/page.module.css";

export type InviteState =
  | { readonly link: string; readonly role: string }
  | { readonly problem: string }
  | null;

interface Props {
  readonly show: string;
  readonly make: (before: InviteState, form: FormData) => Promise<InviteState>;
}

/** Makes a link that gives whoever opens it first a role; it is shown this once. */
export function InviteForm({ show, make }: Props) {
  const [state, action] = useActionState(make, null);
  return (
    <form action={action} className={styles.form}>
      <input type="hidden" name="show" value={show} />
      <label>
        Invite somebody as
        <select name="role" defaultValue="maintainer">
          <option value="maintainer">maintainer: decides what is accepted</option>
          <option value="trusted">trusted: fills gaps without a review</option>
          <option value="contributor">contributor: where only the invited contribute</option>
          <option value="owner">owner: may all of this, and the settings</option>
        </select>
      </label>
      <button type="submit" className={page.button}>
        Make a link
      </button>
      {state && "problem" in state ? <p role="alert">{state.problem}</p> : null}
      {state && "link" in state ? (
        <label>
          The link, which cannot be shown again. It works once, within seven days.
          <input readOnly value={state.link} />
        </label>
      ) : null}
    </form>
  );
}
