"use client";

import { useActionState } from "react";
import page from "@/components/ui/page.module.css";
import styles from "./contribution-forms.module.css";

/** What came of a form: a sentence about what was wrong, or that all is well; and what was typed, to type on. */
export interface FormState {
  readonly problem?: string;
  readonly done?: string;
  readonly typed?: string;
  /** The same of an amendment. */
  readonly amended?: { readonly places: readonly string[]; readonly message: string };
}

type Action = (before: FormState, form: FormData) => Promise<FormState>;

interface CommentProps {
  readonly send: Action;
  readonly id: number;
  /** How many places the contribution changes: with more than one, a comment can be about one of them. */
  readonly hunks: number;
}

/** Says something about a contribution; what was typed stays where it was refused. */
export function CommentForm({ send, id, hunks }: CommentProps) {
  const [{ problem, typed }, act, waiting] = useActionState(send, {});
  return (
    <form className={styles.form} action={act}>
      <input type="hidden" name="id" value={id} />
      <label className={styles.field}>
        Say something
        <textarea name="text" rows={3} required maxLength={10_000} defaultValue={typed} key={typed} />
      </label>
      <p className={styles.help}>With @ and a handle you mention somebody, who is then told.</p>
      {hunks > 1 ? (
        <label className={styles.field}>
          About
          <select name="hunk" defaultValue="">
            <option value="">the whole contribution</option>
            {Array.from({ length: hunks }, (_, hunk) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the places of a version stand in their order for good
              <option key={hunk} value={hunk}>
                place {hunk + 1}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {problem ? (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      ) : null}
      <p>
        <button type="submit" className={page.button} disabled={waiting}>
          Comment
        </button>
      </p>
    </form>
  );
}

interface AmendProps {
  readonly send: Action;
  readonly id: number;
  readonly version: number;
  readonly base: number;
  /** The paragraphs that it puts in place of others, as source, by which it can be amended here; one a place. */
  readonly places: readonly string[];
  readonly message: string;
  /** Whether it makes a new contribution, of one that was decided. */
  readonly again: boolean;
  /** Names the form: sent twice, it is one contribution. */
  readonly idempotencyKey: string;
}

/** Changes what a contribution proposes, place by place; or proposes it anew. */
export function AmendForm({ send, id, version, base, places, message, again, idempotencyKey }: AmendProps) {
  const [{ problem, done, amended }, act, waiting] = useActionState(send, {});
  // A form is emptied when it was sent; where it was refused it goes on from what was typed.
  const shown = amended ?? { places, message };
  return (
    <form className={styles.form} action={act}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="base" value={base} />
      <input type="hidden" name="again" value={again ? "1" : ""} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      {shown.places.map((place, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the places of a version stand in their order for good
        <label key={index} className={styles.field}>
          {places.length > 1 ? `Place ${index + 1}` : "The text you propose"}
          <textarea
            key={place}
            name="place"
            rows={Math.min(12, 2 + Math.ceil(place.length / 80))}
            defaultValue={place}
          />
        </label>
      ))}
      <label className={styles.field}>
        In one line
        <input key={shown.message} name="message" defaultValue={shown.message} maxLength={200} />
      </label>
      {problem ? (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      ) : null}
      {done ? <p role="status">{done}</p> : null}
      <p>
        <button type="submit" className={page.button} disabled={waiting}>
          {again ? "Propose it again" : "Send the amended version"}
        </button>
      </p>
    </form>
  );
}
