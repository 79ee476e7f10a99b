import { useEffect, useState } from "react";
import { dropDraft, keepDraft, keptDraft, newIdempotencyKey } from "./drafts";

/** A text that is kept as it is typed. */
export interface KeptText {
  readonly text: string;
  /** Names the form, so that it is one contribution however often it is sent. */
  readonly idempotencyKey: string;
  /** The number of the revision the draft was begun on, where that is another than the page's. */
  readonly older: number | undefined;
  /** Whether a draft was found here. */
  readonly found: boolean;
  /** Whether the browser keeps it. */
  readonly kept: boolean;
  readonly type: (text: string) => void;
  readonly drop: () => void;
}

/**
 * Keeps a text at each key, until it is sent or is again what it was.
 *
 * @param name of the draft
 * @param base the number of the revision that the page shows
 * @param original the text before anything was typed; what was typed without scripts comes as `typed`
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
