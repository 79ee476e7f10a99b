"use client";

import { lazy, Suspense, useActionState, useEffect, useRef, useState } from "react";
import { dropDraft, keepDraft, keptDraft, newIdempotencyKey } from "@/components/correct/drafts";
import forms from "@/components/correct/forms.module.css";
import { RefusalNotice } from "@/components/correct/refusal-notice";
import { SentLine } from "@/components/correct/sent-line";
import { TermsLine } from "@/components/correct/terms-line";
import { useSend } from "@/components/correct/use-send";
import type { PlayableEpisode } from "@/components/player/playable-episode";
import { usePlayer } from "@/components/player/use-player";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IDLE, typedIn } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { sendButton } from "@/lib/texts/en/correct";
import { documentEditor as texts } from "@/lib/texts/en/editor";
import type { DocumentKind } from "@/server/db";
import type { Terms } from "@/server/work/contributions/terms-for";
import type { DocumentActions } from "./document-actions";
import styles from "./document-editor.module.css";
import { EditorPlace } from "./editor-place";
import type { CodeEditor } from "./make-editor";

const ChangePreview = lazy(async () => ({
  default: (await import("./change-preview")).ChangePreview,
}));

interface Props {
  readonly document: {
    readonly id: number;
    readonly kind: DocumentKind;
    /** The number of the newest revision, and its text. */
    readonly revision: number;
    readonly text: string;
    readonly newsletter: boolean;
  };
  readonly episode: PlayableEpisode;
  readonly terms: Terms;
  readonly actions: DocumentActions;
  readonly back: string;
  readonly idempotencyKey: string;
}

/** The revision that is edited: the page's, or the one that a draft was begun on. */
interface Base {
  readonly number: number;
  readonly text: string;
}

// In milliseconds: often enough that a crash loses a word, seldom enough to cost nothing.
const KEEP_AFTER = 300;

/** A whole text as Markdown, in an editor that plays the audio of any place. Without scripts it is a plain form. */
export function DocumentEditor({ document, episode, terms, actions, back, idempotencyKey: given }: Props) {
  const session = usePlayer();
  const [plain, plainAction] = useActionState(actions.send, IDLE);
  const [base, setBase] = useState<Base>({ number: document.revision, text: document.text });
  const [idempotencyKey, setIdempotencyKey] = useState(given);
  const [preview, setPreview] = useState<string>();
  const [problems, setProblems] = useState(0);
  const [draft, setDraft] = useState<"none" | "found" | "older" | "lost">("none");
  const [ready, setReady] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor>(undefined);
  const name = `document ${document.id}`;
  const { sent, refused, sending, send } = useSend(actions.send, plain, () => dropDraft(name));

  const text = () => editor.current?.text() ?? area.current?.value ?? "";
  const hear = () => {
    import("@/components/correct/second-at").then(({ secondAt }) => {
      const { newsletter } = document;
      const at = secondAt(text(), editor.current?.caret() ?? 0, { newsletter, duration: episode.duration });
      session.seekText(at);
      session.audio?.play().catch(() => {});
    });
  };
  const time = () => editor.current?.time(session.textSecond);
  const acts = useRef({ hear, time });
  useEffect(() => {
    acts.current = { hear, time };
  });

  useEffect(() => session.cue(episode), [session, episode]);
  // A hidden editor cannot take the focus.
  useEffect(() => {
    if (ready) editor.current?.focus();
  }, [ready]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an editor is made once for a text
  useEffect(() => {
    let gone = false;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const kept = keptDraft(name);
    const begun = { idempotencyKey: kept?.idempotencyKey ?? given, base: kept?.base ?? document.revision };
    const keep = () => {
      clearTimeout(waiting);
      waiting = undefined;
      const now = text();
      if (now === document.text && begun.base === document.revision) return dropDraft(name);
      if (!keepDraft(name, { ...begun, text: now })) setDraft("lost");
    };
    const open = async () => {
      const [{ makeEditor }, began] = await Promise.all([
        import("./make-editor"),
        kept && kept.base !== document.revision
          ? actions.read({ documentId: document.id, number: kept.base }).catch(() => null)
          : null,
      ]);
      if (gone || !holder.current) return;
      if (kept) {
        setIdempotencyKey(kept.idempotencyKey);
        setDraft(kept.base === document.revision ? "found" : "older");
        if (began !== null) setBase({ number: kept.base, text: began });
      } else setIdempotencyKey((was) => was || newIdempotencyKey());
      const typed = area.current?.value ?? document.text;
      editor.current = makeEditor({
        parent: holder.current,
        text: kept?.text ?? typed,
        label: texts.label,
        newsletter: document.newsletter,
        onChange: () => {
          setPreview(undefined);
          clearTimeout(waiting);
          waiting = setTimeout(keep, KEEP_AFTER);
        },
        onProblems: setProblems,
        onHear: () => acts.current.hear(),
        onTime: () => acts.current.time(),
        onSend: () => form.current?.requestSubmit(),
      });
      setReady(true);
    };
    open();
    const leave = () => waiting !== undefined && keep();
    addEventListener("pagehide", leave);
    return () => {
      gone = true;
      leave();
      removeEventListener("pagehide", leave);
      editor.current?.close();
      editor.current = undefined;
    };
  }, []);

  const startAnew = () => {
    dropDraft(name);
    setBase({ number: document.revision, text: document.text });
    setIdempotencyKey(newIdempotencyKey());
    setDraft("none");
    editor.current?.replace(document.text);
  };

  if (sent)
    return (
      <div className={forms.place}>
        <SentLine sent={sent} />
      </div>
    );
  return (
    <form
      ref={form}
      className={`${forms.form} ${styles.editor}`}
      action={plainAction}
      aria-label={texts.name}
      onSubmit={(event) => {
        const now = text();
        if (area.current) area.current.value = now;
        if (preview !== undefined || !editor.current) return send(event);
        event.preventDefault();
        setPreview(now);
      }}
    >
      <input type="hidden" name="documentId" value={document.id} />
      <input type="hidden" name="base" value={base.number} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <DraftLine draft={draft} revisions={[base.number, document.revision]} onStartAnew={startAnew} />
      <textarea
        ref={area}
        name="text"
        aria-label={texts.label}
        className={forms.area}
        hidden={ready}
        rows={24}
        defaultValue={typedIn(plain)?.text ?? document.text}
      />
      <div ref={holder} className={styles.code} hidden={!ready} />
      <EditorPlace />
      <fieldset className={`${forms.loop} ${forms.scripted}`} aria-label={texts.tools}>
        {episode.audio && document.kind === "transcript" ? (
          <>
            <Button type="button" size="small" shortcut="Alt P" onClick={hear}>
              {texts.hear}
            </Button>
            <Button type="button" size="small" shortcut="Alt T" onClick={time}>
              {texts.time}
            </Button>
          </>
        ) : null}
        <Button
          type="button"
          size="small"
          shortcut="F8"
          disabled={problems === 0}
          onClick={() => editor.current?.nextProblem()}
        >
          {problems === 0 ? texts.noProblems : texts.problems(problems)}
        </Button>
      </fieldset>
      <Field
        label={texts.summary}
        name="message"
        maxLength={200}
        autoComplete="off"
        defaultValue={typedIn(plain)?.message}
      />
      <TermsLine terms={terms} />
      {preview === undefined ? null : (
        <Suspense>
          <ChangePreview before={base.text} after={preview} newsletter={document.newsletter} />
        </Suspense>
      )}
      <div className={forms.answers}>
        <Button variant="primary" shortcut="Ctrl ⏎" aria-disabled={sending}>
          {sending ? sendButton.sending : ready && preview === undefined ? texts.preview : sendButton.send}
        </Button>
      </div>
      {refused ? <RefusalNotice key={refused.reason} refused={refused} back={back} /> : null}
    </form>
  );
}

interface DraftLineProps {
  readonly draft: "none" | "found" | "older" | "lost";
  /** The revision that the draft was begun on, and the newest one. */
  readonly revisions: readonly [number, number];
  readonly onStartAnew: () => void;
}

function DraftLine({ draft, revisions: [begun, newest], onStartAnew }: DraftLineProps) {
  if (draft === "none") return null;
  if (draft === "lost") return <Notice kind="error">{texts.noRoom}</Notice>;
  return (
    <Notice kind={draft === "found" ? "info" : "warning"}>
      <p>{draft === "found" ? texts.draft : texts.olderDraft(begun, newest)}</p>
      <p>
        <Button type="button" size="small" onClick={onStartAnew}>
          {texts.startAgain}
        </Button>
      </p>
    </Notice>
  );
}
