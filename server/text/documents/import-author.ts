import type { Author } from "./append-revisions";

/** The author of imported revisions whose real author is unknown. */
export const IMPORT: Author = { name: "Import", id: null };
