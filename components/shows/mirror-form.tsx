"use client";

import { useActionState } from "react";
import page from "@/components/ui/page.module.css";
import styles from "@/components/ui/settings.module.css";

/** What came of setting a mirror. */
export interface MirrorFormState {
  readonly problem?: string;
  readonly done?: string;
}

interface Props {
  readonly show: { readonly slug: string; readonly title: string };
  /** None where the show has none yet. */
  readonly mirror: {
    readonly url: string;
    readonly branch: string;
    readonly trusted: boolean;
    /** How it stands, in a sentence. */
    readonly standing: string;
  } | null;
  readonly set: (before: MirrorFormState, form: FormData) => Promise<MirrorFormState>;
}

/** Sets the repository elsewhere that a show is mirrored to. It works without JavaScript too. */
export function MirrorForm({ show, mirror, set }: Props) {
  const [{ problem, done }, act, waiting] = useActionState(set, {});
  return (
    <form className={styles.form} action={act} aria-label={`The mirror of ${show.title}`}>
      <h3>{show.title}</h3>
      {mirror ? <p>{mirror.standing}</p> : null}
      {problem ? (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      ) : null}
      {done ? <p role="status">{done}</p> : null}
      <input type="hidden" name="show" value={show.slug} />
      <label className={styles.field}>
        Address
        <input
          name="url"
          type="url"
          required
          maxLength={500}
          autoComplete="off"
          placeholder="https://git.example.org/us/transcripts.git"
          defaultValue={mirror?.url}
        />
      </label>
      <label className={styles.field}>
        Branch
        <input
          name="branch"
          required
          maxLength={200}
          autoComplete="off"
          defaultValue={mirror?.branch ?? "main"}
        />
      </label>
      <label className={styles.field}>
        Token that may write there{mirror ? ", where it is to be another one" : ""}
        <input name="token" type="password" maxLength={1000} autoComplete="off" required={mirror === null} />
      </label>
      <label className={styles.scope}>
        <input type="checkbox" name="trusted" defaultChecked={mirror?.trusted ?? false} />
        What is committed there is accepted here without a review
      </label>
      <p>
        <button className={page.button} type="submit" name="what" value="set" disabled={waiting}>
          {mirror ? "Change the mirror" : "Set the mirror"}
        </button>{" "}
        {mirror ? (
          <button
            className={page.button}
            type="submit"
            name="what"
            value="remove"
            formNoValidate
            disabled={waiting}
          >
            Remove it
          </button>
        ) : null}
      </p>
    </form>
  );
}
