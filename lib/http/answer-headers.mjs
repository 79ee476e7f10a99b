/** Headers of every answer, as Next's configuration and the HTTP server send them. */
export const ALWAYS = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
};

/** Headers of all that no other site may frame: a page that others frame can be laid under their buttons. */
export const NEVER_FRAMED = {
  "Content-Security-Policy": "frame-ancestors 'none'",
  "X-Frame-Options": "DENY",
};

/** What Next's answers depend on beside the address: a navigation inside the site asks for a part of a page. */
export const NEXT_VARIES = "rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch";
