import { useEffect, useState } from "react";
import { OPEN } from "@/lib/page-contract";

/**
 * Adds an element below a paragraph of the transcript, for a form; undefined until it exists. Presses inside it do
 * not reach the text. It is scrolled into view when it appears and when it grows.
 *
 * @param grown another value each time that the content has grown
 */
export function usePlaceUnder(paragraph: HTMLElement | null, grown: unknown): HTMLElement | undefined {
  const [holder, setHolder] = useState<HTMLElement>();
  useEffect(() => {
    if (!paragraph) return;
    const made = document.createElement("div");
    made.addEventListener("click", (event) => event.stopPropagation());
    paragraph.after(made);
    paragraph.setAttribute(OPEN, "");
    setHolder(made);
    return () => {
      paragraph.removeAttribute(OPEN);
      made.remove();
    };
  }, [paragraph]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands there has grown
  useEffect(() => {
    holder?.firstElementChild?.scrollIntoView({ block: "nearest" });
  }, [holder, grown]);
  return holder;
}
