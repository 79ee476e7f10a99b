/** The name of the event that opens a paragraph's form. It is dispatched on the paragraph's element. */
export const CORRECT_EVENT = "onrecord-correct";
