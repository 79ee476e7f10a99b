import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Kbd } from "@/components/ui/kbd";
import { setSingleKeys, singleKeys } from "@/components/ui/single-keys";
import { keysDialog as texts } from "@/lib/texts/en/reading-tools";
import styles from "./reader.module.css";

const { listening, reading, finding, passage, everywhere } = texts;

const KEYS = [
  [
    listening.title,
    [[texts.space], listening.play],
    [["←", "→"], listening.seconds],
    [["o"], listening.follow],
  ],
  [
    reading.title,
    [["t"], reading.contents],
    [["j", "k"], reading.paragraph],
    [["g", "G"], reading.gap],
    [["e"], reading.correct],
  ],
  [
    finding.title,
    [["f"], finding.find],
    [[texts.enter, texts.shiftEnter], finding.hit],
    [[texts.ctrlEnter], finding.play],
    [["/"], finding.search],
  ],
  [
    passage.title,
    [["c"], passage.quotation],
    [["l"], passage.link],
    [["m"], passage.claim],
    [["[", "]"], passage.beginning],
    [["{", "}"], passage.end],
  ],
  [everywhere.title, [[texts.escape], everywhere.close], [["?"], everywhere.keys]],
] as const satisfies readonly (readonly [string, ...(readonly [readonly string[], string])[]])[];

/** The page's keyboard shortcuts, with a box that turns single-key shortcuts off. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [on, setOn] = useState(singleKeys);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="keys-title" onClose={onClose}>
      <h2 id="keys-title">{texts.title}</h2>
      <div className={styles.groups}>
        {KEYS.map(([title, ...lines]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {lines.map(([keys, what]) => (
                <div key={what}>
                  <dt>
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <form method="dialog" className={styles.foot}>
        <Checkbox
          label={texts.singleKeys}
          checked={on}
          onChange={(event) => {
            setOn(event.currentTarget.checked);
            setSingleKeys(event.currentTarget.checked);
          }}
        />
        <Button>{texts.close}</Button>
      </form>
    </dialog>
  );
}
