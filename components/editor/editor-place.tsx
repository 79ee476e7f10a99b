import { PIECE } from "@/lib/page-contract";

/**
 * Marks a page that has the editor of a whole document. The editor adds style elements, and the page's content policy
 * allows them because of this mark (server/text/pages/compose). The place stays empty.
 */
export function EditorPlace() {
  return (
    <div
      hidden
      {...{ [PIECE]: "editor" }}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this program
      dangerouslySetInnerHTML={{ __html: "<!--piece:editor-->" }}
    />
  );
}
