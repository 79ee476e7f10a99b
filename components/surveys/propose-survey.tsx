"use client";

import { useActionState, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Disclosure } from "@/components/ui/disclosure";
import { Field, TextArea } from "@/components/ui/field";
import { FieldRow, Fieldset, Form } from "@/components/ui/form";
import { IDLE, problemOf, typedIn } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import page from "@/components/ui/page.module.css";
import { Select } from "@/components/ui/select";
import { proposeForm as texts } from "@/lib/texts/en/surveys";
import type { CheckedFile, ProposeState, SendSurvey, TypedSurvey } from "./propose-state";
import { RemarkTable } from "./remark-table";
import styles from "./surveys.module.css";

interface Props {
  readonly send: SendSurvey;
}

const NOTHING: TypedSurvey = { fields: {}, checked: null };

/** In characters: the largest file that the field shows for correction. A larger one is only checked. */
const MOST_SHOWN = 1_000_000;
/** What a file may leave open, by the names of the fields. */
const HABITS = ["comma", "dates", "shares"] as const;
/** Milliseconds without a key press before the rows are checked. */
const PAUSE = 400;

/** The form for a survey: a CSV file, checked row by row while it is edited. Without scripts it is checked on sending. */
export function ProposeSurvey({ send }: Props) {
  const [state, action, sending] = useActionState(send, IDLE);
  const back = typedIn(state) ?? NOTHING;
  const refusal = problemOf(state);
  const [live, setLive] = useState<{ readonly of: ProposeState; readonly checked: CheckedFile | null }>();
  const [problem, setProblem] = useState<string | null>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const asked = useRef<AbortController>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The latest check since sending; before that, and without scripts, the result of sending.
  const checked = live?.of === state ? live.checked : back.checked;
  const setChecked = (found: CheckedFile | null) => setLive({ of: state, checked: found });
  useEffect(() => () => clearTimeout(timer.current), []);

  const check = async (body: Blob | string): Promise<CheckedFile | null> => {
    asked.current?.abort();
    const own = new AbortController();
    asked.current = own;
    const habits = new URLSearchParams(
      HABITS.flatMap((name) => {
        const field = text.current?.form?.elements.namedItem(name);
        return field instanceof HTMLSelectElement && field.value ? [[name, field.value]] : [];
      }),
    );
    const response = await fetch(`/surveys/propose/check?${habits}`, {
      method: "POST",
      body,
      signal: own.signal,
    }).catch(() => null);
    if (own.signal.aborted) return null;
    const read: CheckedFile | null = response?.ok ? await response.json() : null;
    setChecked(read);
    setProblem(read ? null : texts.notChecked);
    return read;
  };

  const takeFile = async (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    if (!file) return;
    const read = await check(file);
    if (!read || file.size > MOST_SHOWN || !text.current) return;
    const words = await file.text();
    // A spreadsheet, and text in another encoding, stay files.
    if (words.startsWith("PK\x03\x04") || words.includes("\ufffd") || words.includes("\0")) return;
    // From here on the field holds the file, so that it can be corrected.
    text.current.value = words;
    input.value = "";
  };

  /** Checks once more what is here, where it is now said how it is to be read. */
  const checkAgain = () => {
    const file = text.current?.form?.elements.namedItem("file");
    const [chosen] = file instanceof HTMLInputElement ? (file.files ?? []) : [];
    const body = chosen ?? text.current?.value ?? "";
    if (typeof body !== "string" || body.trim() !== "") void check(body);
  };

  const typed = (value: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (value.trim() !== "") void check(value);
      else setChecked(null);
    }, PAUSE);
  };

  const goTo = (line: number) => {
    const field = text.current;
    if (!field || field.value === "") return;
    const lines = field.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    field.focus();
    field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    field.scrollTop = (field.scrollHeight / lines.length) * Math.max(0, line - 3);
  };

  return (
    <Form action={action} data-propose-survey>
      <Field
        label={texts.file}
        type="file"
        name="file"
        accept=".csv,.tsv,.txt,.xlsx,text/csv"
        onChange={(event) => void takeFile(event.currentTarget)}
      />
      <TextArea
        label={texts.rows}
        ref={text}
        name="csv"
        rows={10}
        wrap="off"
        font="code"
        // Sending replaces the form's state, so text that is typed meanwhile would be lost.
        readOnly={sending}
        spellCheck={false}
        defaultValue={back.fields.csv}
        onChange={(event) => typed(event.currentTarget.value)}
      />
      <div aria-live="polite" className={styles.checked}>
        {refusal ? <Notice kind="error">{refusal}</Notice> : null}
        {problem ? <p>{problem}</p> : null}
        {checked ? <Found checked={checked} goTo={goTo} /> : null}
      </div>
      <Disclosure summary={texts.respondents}>
        <TextArea
          label={texts.questions}
          hint={texts.questionsHint}
          name="questions"
          rows={8}
          wrap="off"
          font="code"
          spellCheck={false}
          defaultValue={back.fields.questions}
        />
      </Disclosure>
      <Fieldset legend={texts.habits.legend}>
        <p className={page.facts}>{texts.habits.hint}</p>
        <FieldRow>
          {HABITS.map((name) => (
            <Select
              key={name}
              label={texts.habits[name].label}
              name={name}
              defaultValue={back.fields[name] ?? ""}
              onChange={checkAgain}
            >
              <option value="">{texts.habits.open}</option>
              {Object.entries(texts.habits[name].choices).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          ))}
        </FieldRow>
      </Fieldset>
      <Fieldset legend={texts.about}>
        <p className={page.facts}>{texts.aboutHint}</p>
        <FieldRow>
          {Object.entries(texts.fields).map(([name, label]) => (
            <Field
              key={name}
              label={label}
              name={name}
              maxLength={name === "title" ? 200 : 2000}
              defaultValue={back.fields[name]}
              inputMode={name === "sampleSize" ? "numeric" : undefined}
            />
          ))}
          <Select label={texts.sampling} name="sampling" defaultValue={back.fields.sampling ?? ""}>
            <option value="">{texts.samplings.none}</option>
            <option value="probability">{texts.samplings.probability}</option>
            <option value="nonprobability">{texts.samplings.nonprobability}</option>
          </Select>
        </FieldRow>
      </Fieldset>
      <Checkbox
        label={texts.replaces}
        name="replaces"
        value="yes"
        defaultChecked={back.fields.replaces === "yes"}
      />
      <TextArea label={texts.note} name="note" rows={2} maxLength={2000} defaultValue={back.fields.note} />
      <Button variant="primary" disabled={sending}>
        {texts.send}
      </Button>
    </Form>
  );
}

function Found({ checked, goTo }: { checked: CheckedFile; goTo: (line: number) => void }) {
  const { rows, errors, warnings, errorCount } = checked;
  return (
    <>
      <p>
        {errorCount === 0 ? "● " : "✕ "}
        {texts.soundRows(rows)}, {texts.errors(errorCount)}, {texts.warnings(warnings.length)}.
      </p>
      {errors.length > 0 ? <RemarkTable name={texts.errorTable} remarks={errors} goTo={goTo} /> : null}
      {warnings.length > 0 ? <RemarkTable name={texts.warningTable} remarks={warnings} goTo={goTo} /> : null}
    </>
  );
}
