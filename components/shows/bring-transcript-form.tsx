"use client";

import { type DragEvent, useActionState, useLayoutEffect, useRef, useState } from "react";
import { TermsLine } from "@/components/correct/terms-line";
import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Field, TextArea } from "@/components/ui/field";
import { Buttons, Form } from "@/components/ui/form";
import { IDLE, type Refused } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { bringTranscript as texts } from "@/lib/texts/en/bring";
import { sourceFiles } from "@/lib/texts/en/shows";
import { formatClock } from "@/lib/time";
import type { FileDescription } from "@/server/text/transcript-files/describe-file";
import type { Terms } from "@/server/work/contributions/terms-for";
import styles from "./bring-transcript-form.module.css";

/** The state of the form: once it was looked at, what it would become. */
export type BringState =
  | { readonly status: "idle" }
  | {
      readonly status: "sent";
      readonly sent: FileDescription;
      readonly typed: Readonly<Record<string, string>>;
    }
  | Refused;

interface Props {
  readonly place: { readonly show: string; readonly slug: string };
  /** Whether there is a transcript already. */
  readonly replaces: boolean;
  /** Whether a first transcript is proposed to those who review at the show, not kept at once. */
  readonly proposes?: boolean;
  /** On what terms it is proposed; null for a first transcript that is kept at once. */
  readonly terms: Terms | null;
  readonly bring: (before: BringState, form: FormData) => Promise<BringState>;
  readonly idempotencyKey: string;
}

/** Brings a transcript: a file or a text, then what it would become, then it is kept. It works without scripts. */
export function BringTranscriptForm({
  place,
  replaces,
  proposes = replaces,
  terms,
  bring,
  idempotencyKey,
}: Props) {
  const [state, act, waiting] = useActionState(bring, IDLE as BringState);
  const input = useRef<HTMLInputElement>(null);
  const kept = useRef<File | null>(null);
  const [isOver, setOver] = useState(false);
  const typed = state.status === "idle" ? undefined : state.typed?.text;
  // An answered form is reset by React; what was chosen is still to be kept.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each answer
  useLayoutEffect(() => {
    if (!input.current || !kept.current) return;
    const chosen = new DataTransfer();
    chosen.items.add(kept.current);
    input.current.files = chosen.files;
  }, [state]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const { files } = event.dataTransfer;
    if (!input.current || files.length === 0) return;
    input.current.files = files;
    kept.current = files[0] ?? null;
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <Form action={act}>
      <input type="hidden" name="show" value={place.show} />
      <input type="hidden" name="slug" value={place.slug} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      {state.status === "refused" ? <Notice kind="error">{state.sentence}</Notice> : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the field within it does the same with a keyboard */}
      <div
        className={isOver ? `${styles.drop} ${styles.over}` : styles.drop}
        onDragOver={over}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Field
          ref={input}
          label={texts.file}
          hint={`${texts.drop}. ${texts.fileHint}`}
          name="file"
          type="file"
          accept=".vtt,.srt,.sbv,.json,.ttml,.dfxp,.xml,.html,.htm,.docx,.txt,.md"
          onChange={(event) => {
            kept.current = event.target.files?.[0] ?? null;
          }}
        />
      </div>
      <TextArea
        key={typed === undefined ? "new" : "typed"}
        label={texts.text}
        hint={texts.textHint}
        name="text"
        font="text"
        rows={8}
        defaultValue={typed}
      />
      {replaces ? (
        <Select label={texts.edits} name="edits" defaultValue="merge">
          {Object.entries(texts.editChoices).map(([value, said]) => (
            <option key={value} value={value}>
              {said}
            </option>
          ))}
        </Select>
      ) : (
        <Select label={texts.origin} name="origin" defaultValue="unknown">
          {Object.entries(texts.origins).map(([value, said]) => (
            <option key={value} value={value}>
              {said}
            </option>
          ))}
        </Select>
      )}
      {state.status === "sent" ? <Preview file={state.sent} /> : null}
      <TermsLine terms={terms} />
      <Buttons>
        <Button
          name="what"
          value="look"
          disabled={waiting}
          variant={state.status === "sent" ? undefined : "primary"}
        >
          {texts.look}
        </Button>
        <Button
          name="what"
          value="keep"
          disabled={waiting}
          variant={state.status === "sent" ? "primary" : undefined}
        >
          {proposes ? texts.propose : texts.keep}
        </Button>
      </Buttons>
    </Form>
  );
}

function Preview({ file }: { readonly file: FileDescription }) {
  const { kind, grain, words, from, to, speakers, recogniser, opening, problems, allProblems } = file;
  const clock = (seconds: number | null) => (seconds === null ? null : formatClock(seconds));
  return (
    <Section title={texts.previewTitle}>
      <div className={styles.preview}>
        <DescriptionList
          entries={[
            [texts.facts.kind, sourceFiles.kind(kind)],
            [texts.facts.words, texts.words(words)],
            [texts.facts.times, texts.timesFrom(grain, clock(from), clock(to))],
            [texts.facts.recogniser, recogniser],
            [
              texts.facts.speakers,
              speakers.length === 0
                ? texts.noSpeakers
                : speakers.map(({ name, turns }) => texts.speaker(name, turns)).join(", "),
            ],
          ]}
        />
        {speakers.some(({ isNamed }) => !isNamed) ? <p>{texts.unnamed}</p> : null}
        {allProblems === 0 ? (
          <p>{texts.allRead}</p>
        ) : (
          <details open>
            <summary>
              {texts.facts.problems}: {allProblems}
            </summary>
            <ul className={styles.problems}>
              {problems.map(({ line, reason, left }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: only its place tells a problem from another
                <li key={index}>{texts.problem(line, reason, left)}</li>
              ))}
              {allProblems > problems.length ? (
                <li>{texts.moreProblems(allProblems - problems.length)}</li>
              ) : null}
            </ul>
          </details>
        )}
        <h3>{texts.opening}</h3>
        <pre className={styles.opening}>{opening}</pre>
      </div>
    </Section>
  );
}
