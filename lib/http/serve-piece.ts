interface Piece {
  /** The address that names this HTML. */
  readonly name: string;
  readonly html: string;
}

/**
 * Answers with a piece of a page. Asked by its own name it is there for good; asked by an older name it is answered
 * all the same, as it is today, and nobody keeps it: the page that asks was made a moment before a change.
 */
export function servePiece(request: Request, { name, html }: Piece): Response {
  const named = new URL(request.url).pathname === name;
  return new Response(html, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": named ? "public, max-age=31536000, immutable" : "no-store",
      // Opened by itself it is a text, and runs nothing.
      "Content-Security-Policy": "default-src 'none'; sandbox",
    },
  });
}
