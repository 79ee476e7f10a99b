"use client";

import { useActionState, useEffect, useRef, useState } from "react";
import fields from "@/components/ui/stacked-form.module.css";
import { countOf } from "@/lib/time";
import page from "../ui/page.module.css";
import type { CheckedFile, ProposeState } from "./propose-state";
import { RemarkTable } from "./remark-table";
import styles from "./surveys.module.css";

interface Props {
  readonly send: (state: ProposeState, data: FormData) => Promise<ProposeState>;
}

const NOTHING: ProposeState = { said: null, read: null, fields: {} };

/** The most that is put into the field to be mended there; a larger file is checked as it is. */
const MOST_SHOWN = 1_000_000;
/** Milliseconds without a key before what was typed is checked. */
const PAUSE = 400;

const ABOUT = [
  ["title", "Title"],
  ["sponsor", "Who paid for it"],
  ["population", "Whom it is meant to describe"],
  ["licence", "Licence of the data"],
  ["mode", "How people were asked: online, by phone"],
  ["recruitment", "How they were found"],
  ["weighting", "Weighting"],
  ["sampleSize", "How many answered"],
  ["limits", "Its limits, in its own words"],
] as const;

/** A survey to be proposed: a CSV file, checked row by row while it is mended. Without scripts it is checked when sent. */
export function ProposeSurvey({ send }: Props) {
  const [state, action, sending] = useActionState(send, NOTHING);
  const [live, setLive] = useState<{ readonly of: ProposeState; readonly checked: CheckedFile | null }>();
  const [problem, setProblem] = useState<string | null>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const asked = useRef<AbortController>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // What was checked since it was sent; until then, and without scripts, what sending it has found.
  const checked = live?.of === state ? live.checked : state.read;
  const setChecked = (found: CheckedFile | null) => setLive({ of: state, checked: found });
  useEffect(() => () => clearTimeout(timer.current), []);

  const check = async (body: Blob | string): Promise<CheckedFile | null> => {
    asked.current?.abort();
    const own = new AbortController();
    asked.current = own;
    const response = await fetch("/surveys/propose/check", {
      method: "POST",
      body,
      signal: own.signal,
    }).catch(() => null);
    if (own.signal.aborted) return null;
    const read: CheckedFile | null = response?.ok ? await response.json() : null;
    setChecked(read);
    setProblem(read ? null : "The file could not be checked just now; it will be when you send it.");
    return read;
  };

  const takeFile = async (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    if (!file) return;
    const read = await check(file);
    const isText = read && !read.errors.some(({ code }) => code === "encoding-error");
    if (!isText || file.size > MOST_SHOWN || !text.current) return;
    // From here on the field holds it, so that it can be mended.
    text.current.value = await file.text();
    input.value = "";
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
    <form className={fields.form} action={action} data-propose-survey>
      <label>
        The file
        <input
          type="file"
          name="file"
          accept=".csv,text/csv"
          onChange={(event) => void takeFile(event.currentTarget)}
        />
      </label>
      <label>
        Or its rows, to be pasted and mended here
        <textarea
          ref={text}
          name="csv"
          rows={10}
          wrap="off"
          // What is typed while the answer is on its way would be lost when it comes.
          readOnly={sending}
          spellCheck={false}
          className={styles.csv}
          defaultValue={state.fields.csv}
          onChange={(event) => typed(event.currentTarget.value)}
        />
      </label>
      <div aria-live="polite" className={styles.checked}>
        {state.said ? <p role="alert">{state.said}</p> : null}
        {problem ? <p>{problem}</p> : null}
        {checked ? <Found checked={checked} goTo={goTo} /> : null}
      </div>
      <fieldset>
        <legend>What the file has no column for</legend>
        <p className={page.facts}>What you leave empty is shown as “not stated”. Do not guess.</p>
        <div className={fields.row}>
          {ABOUT.map(([name, label]) => (
            <label key={name}>
              {label}
              <input
                name={name}
                maxLength={name === "title" ? 200 : 2000}
                defaultValue={state.fields[name]}
                inputMode={name === "sampleSize" ? "numeric" : undefined}
              />
            </label>
          ))}
          <label>
            Sampling
            <select name="sampling" defaultValue={state.fields.sampling ?? ""}>
              <option value="">not stated</option>
              <option value="probability">a random sample</option>
              <option value="nonprobability">opt-in: whoever wanted to</option>
            </select>
          </label>
        </div>
      </fieldset>
      <label>
        Note for whoever decides
        <textarea name="note" rows={2} maxLength={2000} defaultValue={state.fields.note} />
      </label>
      <p>
        <button type="submit" className={page.button} disabled={sending}>
          Propose the survey
        </button>
      </p>
    </form>
  );
}

function Found({ checked, goTo }: { checked: CheckedFile; goTo: (line: number) => void }) {
  const { rows, errors, warnings, errorCount } = checked;
  return (
    <>
      <p>
        {errorCount === 0 ? "● " : "✕ "}
        {countOf(rows, "sound row")},{" "}
        {errorCount === 0 ? "no error" : `${countOf(errorCount, "error")} to mend before it can be sent`},{" "}
        {warnings.length === 0 ? "no warning" : `${countOf(warnings.length, "warning")} that do not stop it`}.
      </p>
      {errors.length > 0 ? <RemarkTable name="Errors" remarks={errors} goTo={goTo} /> : null}
      {warnings.length > 0 ? <RemarkTable name="Warnings" remarks={warnings} goTo={goTo} /> : null}
    </>
  );
}
