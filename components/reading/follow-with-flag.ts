import { PARAGRAPH_ID, PARAGRAPH_LINK, PARAGRAPHS, WRONG_LINK } from "@/lib/page-contract";
import { wrongFlag as texts } from "@/lib/texts/en/reading";

/**
 * A flag beside the paragraph under the pointer, which reports an error in it. One link serves the whole transcript
 * and moves along, because a long episode has a thousand paragraphs. By keyboard and touch, the paragraph's menu
 * offers the same.
 *
 * @param href the episode's address
 */
export function followWithFlag(root: HTMLElement, href: string, signal: AbortSignal): void {
  // After going back to a page, its old flag has no handlers.
  root.querySelector(`[${WRONG_LINK}]`)?.remove();
  const flag = document.createElement("a");
  flag.setAttribute(WRONG_LINK, "");
  flag.title = texts.title;
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
