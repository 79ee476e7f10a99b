/**
 * The way to say that something is wrong, beside the paragraph that one points at: one link for the whole transcript,
 * which moves, since a long episode has a thousand paragraphs. The link of a paragraph opens a menu that has it, too,
 * for those who go by keys or by touch.
 *
 * @param href the episode's address
 */
export function followWithFlag(root: HTMLElement, href: string, signal: AbortSignal): void {
  // One that was left in a text that one has come back to leads nowhere any more.
  root.querySelector("[data-wrong]")?.remove();
  const flag = document.createElement("a");
  flag.dataset.wrong = "";
  flag.title = "Something is wrong here";
  root.addEventListener(
    "pointerover",
    ({ target }) => {
      const link =
        target instanceof Element ? target.closest("[id^='p']")?.querySelector("[data-paragraph]") : null;
      const id = link?.closest("[id^='p']")?.id;
      if (!link || !id || flag.previousElementSibling === link) return;
      flag.setAttribute("href", `${href}/report?p=${id.slice(1)}`);
      link.after(flag);
    },
    { signal },
  );
  signal.addEventListener("abort", () => flag.remove());
}
