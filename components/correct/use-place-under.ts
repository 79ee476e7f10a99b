import { useEffect, useState } from "react";
import { OPEN } from "@/lib/page-contract";

/**
 * Room under a paragraph of the transcript for something that belongs to it; undefined until it is made. What is
 * pressed there is no press on the text. It is scrolled into sight when it is made, and whenever it has grown.
 *
 * @param grown another value each time that more stands there
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
