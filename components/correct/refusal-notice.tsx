import { useEffect, useRef } from "react";
import { buttonClass } from "@/components/ui/button-class";
import type { Refused } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { refusal as texts } from "@/lib/texts/en/correct";
import styles from "./forms.module.css";

interface Props {
  readonly refused: Refused;
  /** The address to return to after signing in. */
  readonly back: string;
  /** Whether the browser keeps what is typed. Where it does not, nobody is led away from it. */
  readonly isKept?: boolean;
}

/** Why it was not sent and what to do, with a link to sign in where that helps. */
export function RefusalNotice({ refused, back, isKept = true }: Props) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => link.current?.focus(), []);
  return (
    <div className={styles.refusal}>
      <Notice kind="error">{refused.sentence}</Notice>
      {refused.reason === "sign-in" || refused.reason === "proof" ? (
        <a
          ref={link}
          className={buttonClass({ variant: "primary" })}
          href={`/sign-in?callbackUrl=${encodeURIComponent(back)}`}
          // A key that is still held down after sending leads nowhere.
          onKeyDown={(event) => event.repeat && event.preventDefault()}
          target={isKept ? undefined : "_blank"}
        >
          {isKept ? texts.signIn : texts.signInBeside}
        </a>
      ) : null}
    </div>
  );
}
