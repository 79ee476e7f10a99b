"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import styles from "./header.module.css";

/**
 * Says who is signed in, or offers to. The page itself is the same for everybody, so that one copy of it can be
 * served to all; who one is comes afterwards.
 */
export function AccountLink() {
  const path = usePathname();
  const [person, setPerson] = useState<{ name: string | null; unread: number }>();
  // One signs in and out there, and is led on without the header being made anew.
  const atTheDoor = path === "/sign-in";

  // biome-ignore lint/correctness/useExhaustiveDependencies: who one is may have changed when one leaves the door
  useEffect(() => {
    const stop = new AbortController();
    fetch("/api/notices", { signal: stop.signal })
      .then((response) => response.json())
      .then(setPerson)
      // Without an answer the link to sign in stays, which is where one learns more.
      .catch(() => {});
    return () => stop.abort();
  }, [atTheDoor]);

  const back = atTheDoor ? "/" : path;
  return (
    <>
      {person?.unread ? (
        <a className={styles.unread} href="/notices">
          {person.unread}
          <span className="visually-hidden"> new {person.unread === 1 ? "notice" : "notices"}</span>
        </a>
      ) : null}
      <a className={styles.account} href={`/sign-in?callbackUrl=${encodeURIComponent(back)}`}>
        {person?.name ?? "Sign in"}
      </a>
    </>
  );
}
