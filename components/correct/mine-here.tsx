import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { askAccount } from "@/components/layout/ask-account";
import { Fill } from "@/components/ui/fill";
import { GAP, paragraphId, SUGGESTED } from "@/lib/page-contract";
import { mine as texts } from "@/lib/texts/en/correct";
import type { OwnOpen } from "@/server/work/contributions/find-own-open";
import styles from "./forms.module.css";

/** Lists what the reader has sent for a document and nobody has decided on yet. */
export type ListMine = (of: { documentId: number }) => Promise<readonly OwnOpen[]>;

interface Placed {
  readonly own: OwnOpen;
  readonly holder: HTMLElement;
}

/**
 * Says below a paragraph that something of the reader's waits there, and leads to where it can be changed. The page is the
 * same for everybody, so that this is asked for afterwards, and only for readers with an account.
 */
export function MineHere({ documentId, list }: { documentId: number; list: ListMine }) {
  const [placed, setPlaced] = useState<readonly Placed[]>([]);
  useEffect(() => {
    const holders: HTMLElement[] = [];
    let gone = false;
    const look = async () => {
      const { name } = await askAccount();
      if (name === null || gone) return;
      const all = await list({ documentId });
      if (gone) return;
      setPlaced(
        all.flatMap((own) => {
          const paragraph = document.getElementById(paragraphId(own.segmentId));
          if (!paragraph) return [];
          if (own.gap !== null) paragraph.querySelector(`[${GAP}="${own.gap}"]`)?.setAttribute(SUGGESTED, "");
          const holder = document.createElement("div");
          holder.addEventListener("click", (event) => event.stopPropagation());
          paragraph.after(holder);
          holders.push(holder);
          return [{ own, holder }];
        }),
      );
    };
    // Without an answer nothing is said: what waits is on the person's own page too.
    look().catch(() => {});
    return () => {
      gone = true;
      for (const holder of holders) holder.remove();
    };
  }, [documentId, list]);
  return placed.map(({ own: { id, summary }, holder }) =>
    createPortal(
      <p className={styles.mine}>
        <Fill text={texts.waits} with={{ link: <a href={`/contributions/${id}`}>{summary}</a> }} />{" "}
        <a href={`/contributions/${id}#amend`}>{texts.change}</a>
      </p>,
      holder,
      id,
    ),
  );
}
