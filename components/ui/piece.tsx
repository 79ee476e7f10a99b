"use client";

import { type ComponentProps, use, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { PIECE } from "@/lib/page-contract";
import { leavePiece, pieceReady, putPiece } from "./pieces";

interface Props extends Omit<ComponentProps<"div">, "dangerouslySetInnerHTML" | "children" | "id"> {
  /** Its address, which names this HTML and no other. */
  readonly name: string;
}

/**
 * A place for HTML that is large, and the same for everybody: neither React nor its payload ever holds it. In a page
 * that is sent whole, server/text/pages/compose has put it here; on a navigation inside the site it is fetched by the
 * same name, and the page before stays until it is there. What happens in it is for scripts that listen on the element.
 */
export function Piece({ name, ...attributes }: Props) {
  // Another name is another element: what is in it belongs to one name.
  return <Filled key={name} name={name} {...attributes} />;
}

function Filled({ name, ...attributes }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const isSent = useIsSent();
  // As it was when this was first drawn: once the piece is in its place there is nothing to wait for any more.
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

/** Whether this is drawn on the server, or taken up in the browser as the server sent it. */
const useIsSent = () =>
  useSyncExternalStore(
    () => () => {},
    () => false,
    () => true,
  );
