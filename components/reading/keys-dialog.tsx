import { useEffect, useRef, useState } from "react";
import { setSingleKeys, singleKeys } from "@/components/ui/free-key";
import styles from "./reader.module.css";

const KEYS = [
  [
    "Listening",
    [["Space"], "Play, pause"],
    [["←", "→"], "Five seconds back, forward"],
    [["o"], "Follow the voice, or not"],
  ],
  [
    "Reading",
    [["t"], "Contents"],
    [["j", "k"], "Next, previous paragraph; Enter opens what can be done with it"],
    [["g", "G"], "Next, previous gap; Enter hears and fills it"],
    [["e"], "Correct the paragraph one is at"],
  ],
  [
    "Finding",
    [["f"], "Search in this episode"],
    [["Enter", "Shift Enter"], "Next, previous hit"],
    [["Ctrl Enter"], "Play from the hit"],
    [["/"], "Search all transcripts"],
  ],
  [
    "A selected passage",
    [["c"], "Copy it as a quotation"],
    [["l"], "Copy a link to its moment"],
    [["m"], "Mark it as a claim; with nothing selected, select a sentence"],
    [["[", "]"], "Move its beginning by a word"],
    [["{", "}"], "Move its end by a word"],
  ],
  ["Everywhere", [["Esc"], "Close what is open"], [["?"], "These keys"]],
] as const satisfies readonly (readonly [string, ...(readonly [readonly string[], string])[]])[];

/** All keys of the page; and the way to turn those off that are single letters. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [on, setOn] = useState(singleKeys);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="keys-title" onClose={onClose}>
      <h2 id="keys-title">Keys</h2>
      <div className={styles.groups}>
        {KEYS.map(([title, ...lines]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {lines.map(([keys, what]) => (
                <div key={what}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className={styles.single}>
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => {
            setOn(event.currentTarget.checked);
            setSingleKeys(event.currentTarget.checked);
          }}
        />
        Single letters and signs are keys
      </label>
      <form method="dialog">
        <button type="submit" className={styles.primary}>
          Close
        </button>
      </form>
    </dialog>
  );
}
