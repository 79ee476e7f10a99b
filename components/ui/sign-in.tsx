"use client";

import { signIn, signOut } from "next-auth/react";
import { useState } from "react";
import page from "./page.module.css";
import styles from "./sign-in.module.css";

/** Back to where one came from. */
interface Back {
  readonly back: string;
}

export function GitHubSignIn({ back }: Back) {
  const [waiting, setWaiting] = useState(false);
  return (
    <p className={styles.way}>
      <button
        type="button"
        className={page.button}
        disabled={waiting}
        onClick={() => {
          setWaiting(true);
          signIn("github", { callbackUrl: back });
        }}
      >
        Continue with GitHub
      </button>
      <span className={styles.about}>Only your public name and e-mail address are asked for.</span>
    </p>
  );
}

export function EmailSignIn({ back }: Back) {
  const [waiting, setWaiting] = useState(false);
  return (
    <form
      className={styles.way}
      action={async (form) => {
        setWaiting(true);
        await signIn("email", { email: String(form.get("email")), callbackUrl: back });
        setWaiting(false);
      }}
    >
      <label className={styles.field}>
        E-mail address
        <input type="email" name="email" required autoComplete="email" maxLength={254} />
      </label>
      <button type="submit" className={page.button} disabled={waiting}>
        Send me a link
      </button>
    </form>
  );
}

interface DemoPerson {
  readonly handle: string;
  readonly name: string;
  /** What this person may do, in a few words. */
  readonly about: string;
}

export function DemoSignIn({ back, people }: Back & { readonly people: readonly DemoPerson[] }) {
  const [waiting, setWaiting] = useState(false);
  return (
    <ul className={styles.people} aria-label="The demonstration’s people">
      {people.map(({ handle, name, about }) => (
        <li key={handle} className={styles.way}>
          <button
            type="button"
            className={page.button}
            disabled={waiting}
            onClick={() => {
              setWaiting(true);
              signIn("demo", { handle, callbackUrl: back });
            }}
          >
            {name}
          </button>
          <span className={styles.about}>{about}</span>
        </li>
      ))}
    </ul>
  );
}

export function SignOut() {
  return (
    <p className={styles.way}>
      <button type="button" className={page.button} onClick={() => signOut({ callbackUrl: "/" })}>
        Sign out
      </button>
    </p>
  );
}
