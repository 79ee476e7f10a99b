export const reportForm = {
  became: {
    sent: "Thank you. The maintainers will look at this paragraph.",
    limited: "Your report was not stored: too many reports came from your network. Try again in an hour.",
    "no-paragraph": "Your report was not stored: the paragraph has changed since. Look at it again.",
  },
  back: "Back to the paragraph",
  note: "What is wrong? (optional)",
  send: "Report it",
} as const;

export const whichParagraph = {
  back: "Back to the episode",
  title: "Something is wrong here",
  label: "Number of the paragraph",
  hint: "The sign ¶ at a paragraph’s end links to an address that ends in its number, such as #p12.",
  next: "Continue",
} as const;
