import page from "@/components/ui/page.module.css";
import type { NoticeKind } from "@/server/people/notices/kinds";
import type { Choice } from "@/server/people/notices/read-choices";
import styles from "./notice-choices.module.css";

const NAMES: Record<NoticeKind, string> = {
  accepted: "Something of yours is accepted",
  rejected: "Something of yours is not accepted",
  changes_requested: "You are asked for changes",
  reverted: "Something of yours is taken back",
  commented: "Somebody comments on what you sent or review",
  mentioned: "Somebody mentions you",
  proposed: "Something waits for your review (by mail once a day)",
  amended: "Something you review is amended (by mail once a day)",
};

interface Props {
  readonly choices: readonly Choice[];
  readonly set: (form: FormData) => Promise<void>;
}

/** A line for each kind of notice, with a box for the site and one for mail. It needs no JavaScript. */
export function NoticeChoices({ choices, set }: Props) {
  const order = Object.keys(NAMES);
  const sorted = [...choices].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return (
    <form action={set}>
      <table className={styles.choices}>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Here</th>
            <th scope="col">By mail</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ kind, site, mail }) => (
            <tr key={kind}>
              <th scope="row">{NAMES[kind]}</th>
              {(["site", "mail"] as const).map((way) => (
                <td key={way}>
                  <label className={styles.box}>
                    <input
                      type="checkbox"
                      name={`${way}-${kind}`}
                      defaultChecked={way === "site" ? site : mail}
                      aria-label={`${NAMES[kind]}: ${way === "site" ? "tell me here" : "tell me by mail"}`}
                    />
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.save}>
        <button type="submit" className={page.button}>
          Save
        </button>
      </p>
    </form>
  );
}
