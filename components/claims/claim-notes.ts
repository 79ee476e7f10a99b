import type { Element } from "hast";
import { h } from "hastscript";
import { CLAIM_NOTE } from "@/lib/page-contract";
import { claimNote } from "@/lib/texts/en/claims";
import type { ClaimNote } from "@/server/work/claims/read-episode-claims";
import styles from "./claims.module.css";
import { OUTCOMES } from "./outcomes";

/** A paragraph's claims, one closed line each. Opening one fetches its content from the claim's page. */
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
        h("a", { href: `/claims/${id}` }, claimNote.open),
      ]),
    );
  });
  return h("ul", { class: styles.notes }, items);
}
