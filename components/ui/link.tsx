"use client";

import { useRouter } from "next/navigation";
import type { ComponentProps, MouseEvent } from "react";

interface Props extends ComponentProps<"a"> {
  /** An address on this site. */
  readonly href: string;
}

/**
 * A link to another page of the site, which keeps the player going. Next's own link also prefetches pages and formats
 * addresses; nothing here needs that, and every page would carry its 3 KB of script.
 */
export function Link(link: Props) {
  const router = useRouter();
  const go = (event: MouseEvent<HTMLAnchorElement>) => {
    link.onClick?.(event);
    // A browser opens tabs and windows, and saves files, by itself.
    const { defaultPrevented, button, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (defaultPrevented || button !== 0 || ctrlKey || metaKey || shiftKey || altKey || link.target) return;
    event.preventDefault();
    router.push(link.href);
  };
  return <a {...link} href={link.href} onClick={go} />;
}
