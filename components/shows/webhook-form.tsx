"use client";

import { useActionState } from "react";
import page from "@/components/ui/page.module.css";
import styles from "@/components/ui/settings.module.css";

/** Why a webhook was not added. */
export interface WebhookFormState {
  readonly problem?: string;
}

interface Props {
  readonly add: (before: WebhookFormState, form: FormData) => Promise<WebhookFormState>;
}

/** Adds a webhook; without JavaScript too. */
export function WebhookForm({ add }: Props) {
  const [{ problem }, act, waiting] = useActionState(add, {});
  return (
    <form className={styles.form} action={act}>
      {problem ? (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      ) : null}
      <label className={styles.field}>
        Address
        <input name="url" type="url" required maxLength={2000} autoComplete="off" placeholder="https://" />
      </label>
      <fieldset className={styles.scopes}>
        <legend>What it is told of</legend>
        {(["proposed", "accepted"] as const).map((event) => (
          <label key={event} className={styles.scope}>
            <input type="checkbox" name="event" value={event} defaultChecked />
            What is {event}
          </label>
        ))}
      </fieldset>
      <p>
        <button type="submit" className={page.button} disabled={waiting}>
          Add a webhook
        </button>
      </p>
    </form>
  );
}
