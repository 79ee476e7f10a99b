/** The file ending of show notes, which are beside the episode's transcript. */
export const NOTES_ENDING = ".notes.md";

/** Whether a document's path is that of show notes. */
export function isNotes(path: string): boolean {
  return path.endsWith(NOTES_ENDING);
}

/**
 * Whether a document is a newsletter read aloud: files of `news/` are Markdown in which `**Tuesday**:` is
 * emphasis, not a speaker's label (FORMAT.md section 3, form B).
 */
export function isNewsletter(path: string): boolean {
  return path.startsWith("news/");
}
