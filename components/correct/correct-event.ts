/** Said of a paragraph's element by whatever leads to its form, and heard by the page that has one. */
export const CORRECT = "onrecord-correct";
