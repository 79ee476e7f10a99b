import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { signIn as texts } from "@/lib/texts/en/people";
import styles from "./sign-in.module.css";

type Send = (form: FormData) => Promise<void>;

/** A way to sign in: the action that sends the form, and the path to return to. */
interface Way {
  readonly send: Send;
  readonly back: string;
}

export function GitHubSignIn({ send, back }: Way) {
  return (
    <form className={styles.way} action={send}>
      <input type="hidden" name="back" value={back} />
      <Button variant="primary">{texts.github}</Button>
      <span className={styles.about}>{texts.githubAbout}</span>
    </form>
  );
}

export function EmailSignIn({ send, back }: Way) {
  return (
    <form className={`${styles.way} ${styles.email}`} action={send}>
      <input type="hidden" name="back" value={back} />
      <Field
        label={texts.email}
        type="email"
        name="email"
        required
        autoComplete="email"
        maxLength={254}
        short
      />
      <Button>{texts.sendLink}</Button>
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
      <ul className={styles.people} aria-label={texts.demoPeople}>
        {people.map(({ handle, name, about }) => (
          <li key={handle} className={styles.way}>
            <Button name="handle" value={handle}>
              {name}
            </Button>
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
      <Button>{texts.signOut}</Button>
    </form>
  );
}
