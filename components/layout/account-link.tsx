"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { header } from "@/lib/texts/en/layout";
import { type AccountState, askAccount } from "./ask-account";
import styles from "./header.module.css";

/**
 * Shows who is signed in, or a link to sign in. One copy of a page serves all readers, so this component asks
 * afterwards who reads it.
 */
export function AccountLink() {
  const path = usePathname();
  const [person, setPerson] = useState<AccountState>();
  // People sign in and out on that page, and leaving it does not load the header again.
  const atTheDoor = path === "/sign-in";

  // biome-ignore lint/correctness/useExhaustiveDependencies: leaving the sign-in page may change who is signed in
  useEffect(() => {
    let stopped = false;
    askAccount()
      .then((answer) => !stopped && setPerson(answer))
      // Without an answer the link to sign in stays; that page says more.
      .catch(() => {});
    return () => {
      stopped = true;
    };
  }, [atTheDoor]);

  const back = atTheDoor ? "/" : path;
  return (
    <>
      {person?.unread ? (
        <a className={styles.unread} href="/notices">
          {person.unread}
          <span className="visually-hidden"> {header.newNotices(person.unread)}</span>
        </a>
      ) : null}
      <a className={styles.account} href={`/sign-in?callbackUrl=${encodeURIComponent(back)}`}>
        {person?.name ?? header.signIn}
      </a>
    </>
  );
}
