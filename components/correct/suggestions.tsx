import { useState } from "react";
import { Button } from "@/components/ui/button";
import { suggestions as texts } from "@/lib/texts/en/correct";
import { soundWitness } from "@/lib/texts/en/sound";
import type { OpenSuggestion } from "@/server/work/contributions/open-suggestions";
import styles from "./forms.module.css";
import type { GapActions } from "./gap-actions";

interface Props {
  readonly all: readonly OpenSuggestion[];
  readonly agree: GapActions["agree"];
  readonly back: string;
}

/** What others hear in the gap. A reader can agree, or type something else below. */
export function Suggestions({ all, agree, back }: Props) {
  return (
    <ul className={styles.suggestions} aria-label={texts.name}>
      {all.map((suggestion, index) => (
        <Suggestion key={suggestion.id} {...{ suggestion, agree, back }} number={index + 1} />
      ))}
    </ul>
  );
}

interface SuggestionProps extends Omit<Props, "all"> {
  readonly suggestion: OpenSuggestion;
  /** Its place in the list, from 1: its key. */
  readonly number: number;
}

function Suggestion({ suggestion, agree, back, number }: SuggestionProps) {
  const [agreements, setAgreements] = useState(suggestion.agreements);
  const [agreed, setAgreed] = useState(suggestion.agreed);
  const [problem, setProblem] = useState<string>();
  const { id, by, words, summary, mine, sound } = suggestion;

  const press = async () => {
    const result = await agree({ id }).catch(() => ({ ok: false, reason: "unreachable" }) as const);
    if (result.ok) {
      setAgreements(result.agreements);
      setAgreed(true);
    } else setProblem(texts.problems[result.reason]);
    if (!result.ok && result.reason === "sign-in")
      location.assign(`/sign-in?callbackUrl=${encodeURIComponent(back)}`);
  };
  return (
    <li>
      <q>{words ?? summary}</q> <span className={styles.by}>{mine ? texts.you : by}</span>{" "}
      {agreements > 0 ? <span className={styles.by}>{texts.agreements(agreements)}</span> : null}
      {sound ? (
        <span className={styles.by} data-sound={sound.judgement}>
          {soundWitness.short[sound.judgement]}
        </span>
      ) : null}
      {mine || agreed ? (
        <a href={`/contributions/${id}`}>{mine ? texts.yours : texts.agreed}</a>
      ) : (
        <Button
          type="button"
          size="small"
          shortcut={number < 10 ? `Alt ${number}` : undefined}
          data-press={`Digit${number}`}
          onClick={press}
        >
          {texts.agree}
        </Button>
      )}
      {problem ? <span role="alert">{problem}</span> : null}
    </li>
  );
}
