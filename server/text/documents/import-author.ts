import type { Author } from "./append-revisions";

/** Who imported revisions are credited to where nobody else is known to have written them. */
export const IMPORT: Author = { name: "Import", id: null };
