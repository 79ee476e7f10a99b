import page from "@/components/ui/page.module.css";
import styles from "./sign-in.module.css";

type Send = (form: FormData) => Promise<void>;

/** A way to sign in: what sends it, and the path to come back to. */
interface Way {
  readonly send: Send;
  readonly back: string;
}

export function GitHubSignIn({ send, back }: Way) {
  return (
    <form className={styles.way} action={send}>
      <input type="hidden" name="back" value={back} />
      <button type="submit" className={page.button}>
        Continue with GitHub
      </button>
      <span className={styles.about}>Only your public name and e-mail address are asked for.</span>
    </form>
  );
}

export function EmailSignIn({ send, back }: Way) {
  return (
    <form className={styles.way} action={send}>
      <input type="hidden" name="back" value={back} />
      <label className={styles.field}>
        E-mail address
        <input type="email" name="email" required autoComplete="email" maxLength={254} />
      </label>
      <button type="submit" className={page.button}>
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

export function DemoSignIn({ send, back, people }: Way & { readonly people: readonly DemoPerson[] }) {
  return (
    <form action={send}>
      <input type="hidden" name="back" value={back} />
      <ul className={styles.people} aria-label="The demonstration’s people">
        {people.map(({ handle, name, about }) => (
          <li key={handle} className={styles.way}>
            <button type="submit" name="handle" value={handle} className={page.button}>
              {name}
            </button>
            <span className={styles.about}>{about}</span>
          </li>
        ))}
      </ul>
    </form>
  );
}

export function SignOut({ send }: { readonly send: Send }) {
  return (
    <form className={styles.way} action={send}>
      <button type="submit" className={page.button}>
        Sign out
      </button>
    </form>
  );
}
