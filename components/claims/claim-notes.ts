import type { Element } from "hast";
import { h } from "hastscript";
import { CLAIM_NOTE } from "@/lib/page-contract";
import type { ClaimNote } from "@/server/work/claims/read-episode-claims";
import styles from "./claims.module.css";
import { OUTCOMES } from "./outcomes";

/** The claims of a paragraph, closed: a line each. What it opens is fetched when it is opened, and is a page of its own. */
export function claimNotes(notes: readonly ClaimNote[]): Element {
  const items = notes.map(({ id, line, outcome }) => {
    const { className, sign, word } = OUTCOMES[outcome];
    return h(
      "li",
      h("details", { class: className, [CLAIM_NOTE]: id }, [
        h("summary", [
          `${line} `,
          h("span", { ariaHidden: "true" }, sign),
          h("span", { class: "visually-hidden" }, word),
        ]),
        h("a", { href: `/claims/${id}` }, "Who was asked, when and how"),
      ]),
    );
  });
  return h("ul", { class: styles.notes }, items);
}
