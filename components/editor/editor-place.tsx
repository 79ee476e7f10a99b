import { PIECE } from "@/lib/page-contract";

/**
 * Says that this page has the editor of a whole document, which adds style elements as it goes: the content policy of
 * the page allows them (server/text/pages/compose). The place stays empty.
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
