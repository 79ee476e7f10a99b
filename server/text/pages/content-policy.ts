import { createHash } from "node:crypto";

interface Allowed {
  /** The texts of the scripts and styles that stand in the page; what else is run or drawn comes from files. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  /** Whether other sites may frame the page. */
  readonly framed: boolean;
  /** Whether one signs in there. */
  readonly signsIn?: boolean;
  /** Whether it has the editor of a whole document, which adds style elements as it goes. */
  readonly edits?: boolean;
  /** Next's development server evaluates what it sends, and adds styles of its own. */
  readonly develop?: boolean;
}

/**
 * The content security policy of a page: https://www.w3.org/TR/CSP3/. No kept byte may hold a nonce, since it would be
 * the same for all, so scripts that stand in the page are named by the hash of their text.
 */
export function contentPolicy({ scripts, styles, framed, signsIn, edits, develop }: Allowed): string {
  const anyStyle = edits || develop;
  return [
    "default-src 'self'",
    `script-src 'self'${develop ? " 'unsafe-eval'" : ""}${hashes(scripts)}`,
    `style-src 'self'${anyStyle ? " 'unsafe-inline'" : hashes(styles)}`,
    // Colours, heights and places on a line are variables in `style` attributes.
    "style-src-attr 'unsafe-inline'",
    // Audio and pictures lie where their show has put them.
    "img-src 'self' data: https: http:",
    "media-src 'self' https: http:",
    ...(develop ? ["connect-src 'self' ws: wss:"] : []),
    "object-src 'none'",
    "base-uri 'none'",
    // Without scripts, signing in with GitHub is a form of ours whose answer leads there, and browsers hold that to the
    // policy too. With scripts the page goes there by itself, which is no form.
    `form-action 'self'${signsIn ? " https://github.com" : ""}`,
    `frame-ancestors ${framed ? "*" : "'none'"}`,
    // What is forbidden is told to whoever runs the site: ./note-violation.
    "report-uri /api/content-reports",
  ].join("; ");
}

const hashes = (texts: readonly string[]): string =>
  [...new Set(texts.map((text) => ` 'sha256-${createHash("sha256").update(text).digest("base64")}'`))].join(
    "",
  );
