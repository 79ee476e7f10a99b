"use client";

import { type ComponentProps, useEffect, useLayoutEffect, useRef, useState } from "react";
import { takeStill } from "@/lib/still-texts";

interface Props extends Omit<ComponentProps<"div">, "dangerouslySetInnerHTML" | "children" | "id"> {
  /** Names this HTML and no other. */
  readonly name: string;
  /** Safe HTML; none where the page holds it already, or is about to: see `lib/still-texts`. */
  readonly html: string | undefined;
}

// What a page held when it was left: going back to it, React has the element's properties alone.
const left = new Map<string, string>();
// As many as one goes back and forth between; each is as large as its page.
const MOST_LEFT = 4;

// The elements of the page as it was sent. Where React gives that page up (an extension has changed it before React came)
// and makes all of it anew, what they hold is not lost.
const sent = new Map<string, Element>();
if (typeof document !== "undefined")
  for (const element of document.querySelectorAll<HTMLElement>("[data-still]"))
    sent.set(element.dataset.still ?? "", element);

/**
 * HTML that React lets stand as the server wrote it: it is neither sent again as React's copy nor walked through when
 * the page starts in the browser, however long it is. What happens in it is for scripts that listen on the element.
 */
export function StillHtml({ name, html, ...attributes }: Props) {
  const element = useRef<HTMLDivElement>(null);
  // React compares what it was given with what it is given: as long as the name is the same, the element stays.
  const [first] = useState(() => ({ name, html: html ?? known(name) }));
  const shown = name === first.name ? first.html : (html ?? known(name));

  useLayoutEffect(() => {
    const { current } = element;
    const old = sent.get(name);
    if (current && old && old !== current && !current.hasChildNodes()) current.append(...old.childNodes);
    sent.delete(name);
  }, [name]);

  useEffect(() => {
    const { current } = element;
    return () => {
      if (!current) return;
      left.delete(name);
      left.set(name, current.innerHTML);
      for (const oldest of [...left.keys()].slice(0, -MOST_LEFT)) left.delete(oldest);
    };
  }, [name]);

  return (
    <div
      {...attributes}
      ref={element}
      data-still={name}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by whoever made it, on the server
      dangerouslySetInnerHTML={{ __html: shown }}
    />
  );
}

/** On the server what the page in the making holds; in the browser what was left, or nothing: the element has it. */
const known = (name: string) => (typeof window === "undefined" ? takeStill(name) : (left.get(name) ?? ""));
