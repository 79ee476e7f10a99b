import { useEffect, useState } from "react";
import { dropDraft, keepDraft, keptDraft, newIdempotencyKey } from "./drafts";

/** A text that is stored while it is typed. */
export interface KeptText {
  readonly text: string;
  /** Identifies the form: however often it is sent, it makes one contribution. */
  readonly idempotencyKey: string;
  /** The number of the revision that the draft was begun on, where it differs from the page's. */
  readonly older: number | undefined;
  /** Whether a draft was found here. */
  readonly found: boolean;
  /** Whether the browser stores it. */
  readonly kept: boolean;
  readonly type: (text: string) => void;
  readonly drop: () => void;
}

/**
 * Stores a text at each key press, until it is sent or equals the original again.
 *
 * @param name the draft's name
 * @param base the number of the revision that the page shows
 * @param original the text before any typing; `typed` is what a form without scripts sent
 */
export function useDraft(
  name: string,
  base: number,
  original: string,
  typed?: string,
  idempotencyKey = "",
): KeptText {
  const [text, setText] = useState(typed ?? original);
  const [form, setForm] = useState({ idempotencyKey, base, found: false });
  const [kept, setKept] = useState(true);
  useEffect(() => {
    const draft = keptDraft(name);
    if (draft) setText(draft.text);
    setForm({
      idempotencyKey: draft?.idempotencyKey ?? newIdempotencyKey(),
      base: draft?.base ?? base,
      found: draft !== undefined,
    });
  }, [name, base]);
  return {
    text,
    idempotencyKey: form.idempotencyKey,
    older: form.base === base ? undefined : form.base,
    found: form.found,
    kept,
    type: (next) => {
      setText(next);
      if (next === original) dropDraft(name);
      else setKept(keepDraft(name, { base: form.base, text: next, idempotencyKey: form.idempotencyKey }));
    },
    drop: () => dropDraft(name),
  };
}
