import { writeDocx } from "./write-docx";
import { writePdf } from "./write-pdf";

/** The writers of documents by their formats: they run in a thread of their own (`write-document`). */
export const DOCUMENT_TASKS = { docx: writeDocx, pdf: writePdf } as const;
