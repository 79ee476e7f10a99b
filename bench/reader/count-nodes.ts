import type { Page } from "@playwright/test";
import { PARAGRAPHS, TEXT } from "../../lib/page-contract";

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
  return page.evaluate(
    ({ text, paragraphs }) => {
      const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
      let texts = 0;
      while (walker.nextNode()) texts += 1;
      const transcript = document.querySelector(text);
      return {
        elements: document.querySelectorAll("*").length,
        texts,
        segments: transcript?.querySelectorAll(paragraphs).length ?? 0,
        words: transcript?.textContent?.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0,
      };
    },
    { text: `[${TEXT}]`, paragraphs: PARAGRAPHS },
  );
}
