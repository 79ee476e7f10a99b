import { useState } from "react";
import { countOf } from "@/lib/time";
import type { OpenSuggestion } from "@/server/work/contributions/open-suggestions";
import styles from "./forms.module.css";
import type { GapActions } from "./gap-actions";

interface Props {
  readonly all: readonly OpenSuggestion[];
  readonly agree: GapActions["agree"];
  readonly back: string;
}

/** What others have heard: one can say that one hears the same, or type something else below. */
export function Suggestions({ all, agree, back }: Props) {
  return (
    <ul className={styles.suggestions} aria-label="What others hear">
      {all.map((suggestion) => (
        <Suggestion key={suggestion.id} suggestion={suggestion} agree={agree} back={back} />
      ))}
    </ul>
  );
}

function Suggestion({ suggestion, agree, back }: Omit<Props, "all"> & { suggestion: OpenSuggestion }) {
  const [agreements, setAgreements] = useState(suggestion.agreements);
  const [agreed, setAgreed] = useState(suggestion.agreed);
  const [problem, setProblem] = useState<string>();
  const { id, by, words, summary, mine } = suggestion;

  const press = async () => {
    const result = await agree({ id }).catch(() => ({ ok: false, reason: "unreachable" }) as const);
    if (result.ok) {
      setAgreements(result.agreements);
      setAgreed(true);
    } else setProblem(PROBLEMS[result.reason]);
    if (!result.ok && result.reason === "sign-in")
      location.assign(`/sign-in?callbackUrl=${encodeURIComponent(back)}`);
  };
  return (
    <li>
      <q>{words ?? summary}</q> <span className={styles.by}>{mine ? "you" : by}</span>{" "}
      {agreements > 0 ? (
        <span className={styles.by}>{countOf(agreements, "other")} hear the same</span>
      ) : null}
      {mine || agreed ? (
        <a href={`/contributions/${id}`}>{mine ? "Yours" : "✓ You hear the same"}</a>
      ) : (
        <button type="button" className={styles.tool} onClick={press}>
          I hear the same
        </button>
      )}
      {problem ? <span role="alert">{problem}</span> : null}
    </li>
  );
}

const PROBLEMS = {
  "sign-in": "Sign in to say so.",
  "no-contribution": "This suggestion is gone. Type what you hear.",
  decided: "This suggestion has just been decided on. Load the page anew.",
  own: "This is your own.",
  blocked: "Your contributions are not taken here at present.",
  unreachable: "That could not be sent. Are you online?",
} as const;
