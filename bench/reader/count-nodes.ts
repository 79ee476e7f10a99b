import type { Page } from "@playwright/test";

/** The numbers of a page's nodes. */
export interface NodeCounts {
  readonly elements: number;
  readonly texts: number;
  /** Paragraphs and markers of the transcript. */
  readonly segments: number;
  readonly words: number;
}

/** Counts everything in the document, including head, scripts and player, and the transcript's words. */
export function countNodes(page: Page): Promise<NodeCounts> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
    let texts = 0;
    while (walker.nextNode()) texts += 1;
    const transcript = document.querySelector("[data-transcript]");
    return {
      elements: document.querySelectorAll("*").length,
      texts,
      segments: transcript?.querySelectorAll("[id^='p']").length ?? 0,
      words: transcript?.textContent?.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0,
    };
  });
}
