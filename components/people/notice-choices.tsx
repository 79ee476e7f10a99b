import { Button } from "@/components/ui/button";
import { noticeChoices as texts } from "@/lib/texts/en/people";
import type { Choice } from "@/server/people/notices/read-choices";
import styles from "./notice-choices.module.css";

interface Props {
  readonly choices: readonly Choice[];
  readonly set: (form: FormData) => Promise<void>;
}

/** A line for each kind of notice, with a box for the site and one for mail. It works without scripts. */
export function NoticeChoices({ choices, set }: Props) {
  const order = Object.keys(texts.kinds);
  const sorted = [...choices].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return (
    <form action={set}>
      <table className={styles.choices}>
        <thead>
          <tr>
            <th scope="col">{texts.when}</th>
            <th scope="col">{texts.here}</th>
            <th scope="col">{texts.byMail}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ kind, site, mail }) => (
            <tr key={kind}>
              <th scope="row">{texts.kinds[kind]}</th>
              {(["site", "mail"] as const).map((way) => (
                <td key={way}>
                  <label className={styles.box}>
                    <input
                      type="checkbox"
                      name={`${way}-${kind}`}
                      defaultChecked={way === "site" ? site : mail}
                      aria-label={texts[way](texts.kinds[kind])}
                    />
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.save}>
        <Button>{texts.save}</Button>
      </p>
    </form>
  );
}
