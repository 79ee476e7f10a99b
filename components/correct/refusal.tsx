import { useEffect, useRef } from "react";
import styles from "./forms.module.css";
import { refusalText } from "./refusal-text";
import type { Refused } from "./send-state";

/** Why it was not sent, and what to do; where that is to sign in, the way there and back. */
export function Refusal({ refused, back }: { refused: Refused; back: string }) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => link.current?.focus(), []);
  return (
    <div className={styles.refusal}>
      <p role="alert">{refusalText(refused)}</p>
      {refused.reason === "sign-in" ? (
        <a ref={link} className={styles.primary} href={`/sign-in?callbackUrl=${encodeURIComponent(back)}`}>
          Sign in
        </a>
      ) : null}
    </div>
  );
}
