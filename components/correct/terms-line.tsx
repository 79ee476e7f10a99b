import { Field } from "@/components/ui/field";
import { Fill } from "@/components/ui/fill";
import { termsLine as texts } from "@/lib/texts/en/correct";
import type { Terms } from "@/server/work/contributions/terms-for";
import styles from "./forms.module.css";
import { LicenceLink } from "./licence-link";

/** The sender and the licence. The sender agrees to the licence by sending. */
export function TermsLine({ terms }: { terms: Terms | null | undefined }) {
  if (!terms) return null;
  const { name, signIn, licence } = terms;
  return (
    <>
      {name === null && !signIn ? (
        <Field label={texts.name} name="name" maxLength={80} autoComplete="name" short />
      ) : null}
      <p className={styles.terms}>
        {name ? `${texts.sentAs(name)} ` : null}
        {signIn ? `${texts.signIn} ` : null}
        {licence ? (
          <>
            <Fill text={texts.licence} with={{ licence: <LicenceLink licence={licence} /> }} />
            <input type="hidden" name="agreed" value={licence} />
          </>
        ) : null}
      </p>
    </>
  );
}
