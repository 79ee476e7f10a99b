import { PARAGRAPH_ID, PARAGRAPH_LINK, PARAGRAPHS, WRONG_LINK } from "@/lib/page-contract";

/**
 * The way to say that something is wrong, beside the paragraph that one points at: one link for the whole transcript,
 * which moves, since a long episode has a thousand paragraphs. The link of a paragraph opens a menu that has it, too,
 * for those who go by keys or by touch.
 *
 * @param href the episode's address
 */
export function followWithFlag(root: HTMLElement, href: string, signal: AbortSignal): void {
  // One that was left in a text that one has come back to leads nowhere any more.
  root.querySelector(`[${WRONG_LINK}]`)?.remove();
  const flag = document.createElement("a");
  flag.setAttribute(WRONG_LINK, "");
  flag.title = "Something is wrong here";
  root.addEventListener(
    "pointerover",
    ({ target }) => {
      const link =
        target instanceof Element ? target.closest(PARAGRAPHS)?.querySelector(`[${PARAGRAPH_LINK}]`) : null;
      const id = link?.closest(PARAGRAPHS)?.id;
      if (!link || !id || flag.previousElementSibling === link) return;
      flag.setAttribute("href", `${href}/report?p=${PARAGRAPH_ID.exec(id)?.[1]}`);
      link.after(flag);
    },
    { signal },
  );
  signal.addEventListener("abort", () => flag.remove());
}
