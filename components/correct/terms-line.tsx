import type { Terms } from "@/server/work/contributions/terms-for";
import styles from "./forms.module.css";
import { LicenceLink } from "./licence-link";

/** As whom it is sent, and under which licence: said before it is sent, and agreed to by sending it. */
export function TermsLine({ terms }: { terms: Terms | null | undefined }) {
  if (!terms) return null;
  const { name, signIn, licence } = terms;
  return (
    <>
      {name === null && !signIn ? (
        <label className={styles.name}>
          Your name, if you want to be credited
          <input name="name" maxLength={80} autoComplete="name" />
        </label>
      ) : null}
      <p className={styles.terms}>
        {name ? `Sent as ${name}. ` : null}
        {signIn ? "You sign in when you send it: your words wait for you. " : null}
        {licence ? (
          <>
            By sending it you give it under <LicenceLink licence={licence} />.
            <input type="hidden" name="agreed" value={licence} />
          </>
        ) : null}
      </p>
    </>
  );
}
