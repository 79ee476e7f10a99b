import { type RefObject, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { type Draft, dropDraft, keepDraft, keptDraft, newIdempotencyKey, watchDraft } from "./drafts";
import type { ParagraphActions, ParagraphQuestion } from "./paragraph-actions";
import { type Sheet, sameSheet, sheetOf, type Tooled } from "./sheet";
import { SheetHistory } from "./sheet-history";
import type { DraftState } from "./use-draft";

interface Wanted {
  /** The paragraph as the page shows it. */
  readonly given: ParagraphQuestion;
  readonly open: ParagraphActions["open"];
  /** What a form without scripts sent. */
  readonly typed: string | undefined;
  readonly idempotencyKey: string;
  /** The words, and what is focused after a tool. */
  readonly area: RefObject<HTMLTextAreaElement | null>;
}

/** The sheet of a paragraph's form, with its history and its draft. */
export interface SheetControls {
  readonly sheet: Sheet;
  /** The paragraph that the sheet was begun from: of the page's revision, or of the draft's. */
  readonly question: ParagraphQuestion;
  readonly idempotencyKey: string;
  readonly draft: DraftState;
  /** The revision that a draft was begun on, where the page shows a newer one. */
  readonly older: number | undefined;
  /** Whether that revision's paragraph was found. Without it the draft is held against today's. */
  readonly foundOlder: boolean;
  readonly canUndo: boolean;
  readonly type: (change: Partial<Sheet>) => void;
  /** Does what a tool did, and puts the caret there. */
  readonly use: (tooled: Tooled | null) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Throws the draft away: the paragraph stands as it is today. It can be undone. */
  readonly startAnew: () => void;
  /** Shows what another tab has typed. */
  readonly takeOver: () => void;
  readonly drop: () => void;
}

/** The name of a paragraph's draft. */
const draftOf = ({ paragraph: { place } }: ParagraphQuestion) =>
  `paragraph ${place.documentId}.${place.segmentId}`;

/** What a draft says, where the form has fields that it did not have when it was stored. */
const sheetIn = ({ text, speaker, joined }: Draft, was: Sheet): Sheet => ({
  words: text,
  speaker: speaker ?? was.speaker,
  joined: joined ?? false,
});

/** Keeps all that a paragraph's form shows: undone and redone step by step, and stored as a draft at each of them. */
export function useSheet({ given, open, typed, idempotencyKey, area }: Wanted): SheetControls {
  const name = draftOf(given);
  const newest = given.paragraph.place.base;
  const [question, setQuestion] = useState(given);
  const [history, setHistory] = useState(() => {
    const was = sheetOf(given.paragraph);
    return new SheetHistory(typed === undefined ? was : { ...was, words: typed });
  });
  const [form, setForm] = useState({ idempotencyKey, base: newest });
  const [draft, setDraft] = useState<DraftState>("none");
  // What tools and keys see is the newest, also before React has drawn it.
  const now = useRef({ history, question, form });
  now.current = { history, question, form };

  const restore = (kept: Draft, from: ParagraphQuestion) => {
    const was = sheetOf(from.paragraph);
    setQuestion(from);
    // The draft is a step: undoing it leads to the text that it was begun from.
    setHistory(new SheetHistory(was).change(sheetIn(kept, was), { typed: null, at: Date.now() }));
    setForm({ idempotencyKey: kept.idempotencyKey, base: kept.base });
    setDraft("found");
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft is restored once for a paragraph
  useEffect(() => {
    let gone = false;
    const kept = keptDraft(name);
    if (!kept) {
      setForm((was) => ({ ...was, idempotencyKey: was.idempotencyKey || newIdempotencyKey() }));
    } else if (kept.base === newest) restore(kept, given);
    else
      open({ ...given.paragraph.place, base: kept.base }).then(
        (begun) => gone || restore(kept, begun ?? given),
        () => gone || restore(kept, given),
      );
    const stop = watchDraft(name, () => {
      setDraft("elsewhere");
      // Both tabs may send: neither is then taken for the other.
      setForm((was) => ({ ...was, idempotencyKey: newIdempotencyKey() }));
    });
    return () => {
      gone = true;
      stop();
    };
  }, [name]);

  const keep = (next: SheetHistory) => {
    const { question: from, form: begun } = now.current;
    setHistory(next);
    const { words: text, speaker, joined } = next.sheet;
    if (sameSheet(next.sheet, sheetOf(from.paragraph))) return dropDraft(name);
    const isKept = keepDraft(name, { ...begun, text, speaker, joined });
    setDraft((was) => (!isKept ? "lost" : was === "lost" ? "none" : was));
  };
  const put = (next: SheetHistory, caret: number | null) => {
    // Drawn at once, so that the next key lands at the right place.
    flushSync(() => keep(next));
    if (caret === null) return;
    area.current?.focus();
    area.current?.setSelectionRange(caret, caret);
  };
  const step = (next: SheetHistory) => {
    if (next !== now.current.history) put(next, next.caret);
  };
  return {
    sheet: history.sheet,
    question,
    idempotencyKey: form.idempotencyKey,
    draft,
    older: form.base === newest ? undefined : form.base,
    foundOlder: question.paragraph.place.base !== newest,
    canUndo: history.canUndo,
    type: (change) => {
      const { sheet } = now.current.history;
      const field = change.words === undefined ? "speaker" : "words";
      keep(now.current.history.change({ ...sheet, ...change }, { typed: field, at: Date.now() }));
    },
    use: (tooled) => {
      if (!tooled) return;
      put(now.current.history.change(tooled.sheet, { typed: null, at: Date.now() }), tooled.caret);
    },
    undo: () => step(now.current.history.undo()),
    redo: () => step(now.current.history.redo()),
    startAnew: () => {
      const was = sheetOf(given.paragraph);
      const next = now.current.history.change(was, { typed: null, at: Date.now() });
      dropDraft(name);
      flushSync(() => {
        setQuestion(given);
        setForm({ idempotencyKey: newIdempotencyKey(), base: newest });
        setDraft("none");
        setHistory(next);
      });
      area.current?.focus();
    },
    takeOver: () => {
      const kept = keptDraft(name);
      if (kept?.base === now.current.form.base) {
        const was = sheetOf(now.current.question.paragraph);
        setHistory(now.current.history.change(sheetIn(kept, was), { typed: null, at: Date.now() }));
      }
      setDraft("none");
    },
    drop: () => dropDraft(name),
  };
}
