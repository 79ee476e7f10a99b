/** The ending of show notes, which lie beside the transcript of their episode. */
export const NOTES_ENDING = ".notes.md";

/** Whether a document's path is that of show notes. */
export function isNotes(path: string): boolean {
  return path.endsWith(NOTES_ENDING);
}

/**
 * Whether a document is a newsletter read aloud: those of `news/` are written in Markdown, where `**Tuesday**:`
 * is emphasis and no speaker's label (FORMAT.md section 3, form B).
 */
export function isNewsletter(path: string): boolean {
  return path.startsWith("news/");
}
