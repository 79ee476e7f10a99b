import { useEffect, useRef } from "react";
import { buttonClass } from "@/components/ui/button-class";
import type { Refused } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { refusal as texts } from "@/lib/texts/en/correct";
import styles from "./forms.module.css";

/** Why it was not sent and what to do, with a link to sign in where that helps. */
export function RefusalNotice({ refused, back }: { refused: Refused; back: string }) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => link.current?.focus(), []);
  return (
    <div className={styles.refusal}>
      <Notice kind="error">{refused.sentence}</Notice>
      {refused.reason === "sign-in" ? (
        <a
          ref={link}
          className={buttonClass({ variant: "primary" })}
          href={`/sign-in?callbackUrl=${encodeURIComponent(back)}`}
        >
          {texts.signIn}
        </a>
      ) : null}
    </div>
  );
}
