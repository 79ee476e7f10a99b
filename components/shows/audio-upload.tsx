"use client";

import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { uploadAudio as texts } from "@/lib/texts/en/details";

interface Props {
  /** Where the file is sent. */
  readonly to: string;
  /** Where it leads once the file is kept. */
  readonly then: string;
  readonly mostBytes: number;
}

/** Uploads an episode's audio, and says how much has been sent. */
export function AudioUpload({ to, then, mostBytes }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const file = input.current?.files?.[0];
    if (!file) return;
    if (file.size > mostBytes) return setProblem(texts.problems["too-large"]);
    setProblem(null);
    setPercent(0);
    // fetch tells nobody how much of a body has been sent.
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => setPercent(Math.floor((100 * loaded) / total));
    request.onload = () => {
      setPercent(null);
      if (request.status === 200) location.assign(then);
      else setProblem(sentenceIn(request.responseText));
    };
    request.onerror = () => {
      setPercent(null);
      setProblem(texts.failed);
    };
    request.open("POST", to);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.send(file);
  };
  return (
    <Section title={texts.title}>
      <noscript>
        <p>{texts.noScripts}</p>
      </noscript>
      <Form onSubmit={send}>
        {problem ? <Notice kind="error">{problem}</Notice> : null}
        <Field
          ref={input}
          label={texts.file}
          hint={texts.hint(Math.floor(mostBytes / 1_000_000))}
          type="file"
          accept="audio/*,.mp3,.m4a,.wav,.flac,.ogg,.opus"
          required
        />
        <Button disabled={percent !== null}>{percent === null ? texts.send : texts.progress(percent)}</Button>
      </Form>
    </Section>
  );
}

function sentenceIn(answer: string): string {
  try {
    const { sentence } = JSON.parse(answer) as { sentence?: unknown };
    return typeof sentence === "string" ? sentence : texts.failed;
  } catch {
    return texts.failed;
  }
}
