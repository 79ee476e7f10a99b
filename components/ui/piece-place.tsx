"use client";

import { type ComponentProps, use, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { PIECE } from "@/lib/page-contract";
import { leavePiece, pieceReady, putPiece } from "./pieces";

interface Props extends Omit<ComponentProps<"div">, "dangerouslySetInnerHTML" | "children" | "id"> {
  /** The address of the HTML. It names exactly these bytes. */
  readonly name: string;
}

/**
 * A place for HTML that is large and the same for everybody, so that it is neither in React's tree nor in its
 * payload. In a whole page, server/text/pages/compose fills it. On a navigation inside the site it is fetched by its
 * name, and the previous page stays until it has arrived. Scripts listen on the element for what happens inside.
 */
export function PiecePlace({ name, ...attributes }: Props) {
  // Another name makes another element: an element holds the HTML of one name.
  return <Filled key={name} name={name} {...attributes} />;
}

function Filled({ name, ...attributes }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const isSent = useIsSent();
  // Decide at the first drawing: once the HTML is in its place, nothing waits for it.
  const [ready] = useState(() => (isSent ? undefined : pieceReady(name)));
  if (ready) use(ready);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    putPiece(name, current);
    return () => leavePiece(name, current);
  }, [name]);
  return (
    <div
      {...attributes}
      ref={element}
      {...{ [PIECE]: name }}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a marker, which the server replaces by the piece
      dangerouslySetInnerHTML={{ __html: `<!--piece:${name}-->` }}
    />
  );
}

/** Whether this runs on the server, or takes over the server's HTML in the browser. */
const useIsSent = () =>
  useSyncExternalStore(
    () => () => {},
    () => false,
    () => true,
  );
