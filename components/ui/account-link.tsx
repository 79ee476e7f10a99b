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
  const [name, setName] = useState<string>();

  useEffect(() => {
    const stop = new AbortController();
    fetch("/api/auth/session", { signal: stop.signal })
      .then((response) => response.json())
      .then((session: { user?: { name?: string } }) => setName(session.user?.name))
      // Without an answer the link to sign in stays, which is where one learns more.
      .catch(() => {});
    return () => stop.abort();
  }, []);

  const back = path === "/sign-in" ? "/" : path;
  return (
    <a className={styles.account} href={`/sign-in?callbackUrl=${encodeURIComponent(back)}`}>
      {name ?? "Sign in"}
    </a>
  );
}
