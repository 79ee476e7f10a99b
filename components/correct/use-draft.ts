import { useEffect, useState } from "react";
import { dropDraft, keepDraft, keptDraft, newIdempotencyKey, watchDraft } from "./drafts";

/**
 * Where a form's draft stands: there is none; one was found; another tab writes at the same place; or the browser stores
 * nothing.
 */
export type DraftState = "none" | "found" | "elsewhere" | "lost";

/** A text that is stored while it is typed. */
export interface KeptText {
  readonly text: string;
  /** Identifies the form: however often it is sent, it makes one contribution. */
  readonly idempotencyKey: string;
  readonly draft: DraftState;
  readonly type: (text: string) => void;
  /** Throws the draft away. */
  readonly startAnew: () => void;
  /** Shows what another tab has typed. */
  readonly takeOver: () => void;
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
  const [form, setForm] = useState({ idempotencyKey, base });
  const [draft, setDraft] = useState<DraftState>("none");
  useEffect(() => {
    const kept = keptDraft(name);
    if (kept) {
      setText(kept.text);
      setDraft("found");
    }
    setForm({ idempotencyKey: kept?.idempotencyKey ?? newIdempotencyKey(), base: kept?.base ?? base });
    return watchDraft(name, () => {
      setDraft("elsewhere");
      // Both tabs may send: neither is then taken for the other.
      setForm((was) => ({ ...was, idempotencyKey: newIdempotencyKey() }));
    });
  }, [name, base]);
  return {
    text,
    idempotencyKey: form.idempotencyKey,
    draft,
    type: (next) => {
      setText(next);
      if (next === original) return dropDraft(name);
      const isKept = keepDraft(name, { ...form, text: next });
      setDraft((was) => (!isKept ? "lost" : was === "lost" ? "none" : was));
    },
    startAnew: () => {
      dropDraft(name);
      setText(original);
      setForm({ idempotencyKey: newIdempotencyKey(), base });
      setDraft("none");
    },
    takeOver: () => {
      setText(keptDraft(name)?.text ?? original);
      setDraft("none");
    },
    drop: () => dropDraft(name),
  };
}
