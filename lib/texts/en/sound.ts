/** What is said of a change by its sound. */
export const soundWitness = {
  judgements: {
    supports: "The sound supports this",
    unsure: "Unsure: the sound says neither yes nor no",
    against: "The sound speaks against this",
  },
  /** In a line with other facts. */
  short: {
    supports: "sound supports it",
    unsure: "sound unsure",
    against: "sound against it",
  },
  hint: "A program’s hint. It may be wrong: what you hear counts.",
  /** For maintainers, who see how sure that is. */
  figure: (percent: number) => `${percent} % likely, as a program hears it. It may be wrong.`,
  filter: "Sound",
  filters: {
    supports: "Supports it",
    unsure: "Unsure",
    against: "Speaks against it",
    none: "Not measured",
  },
  elsewhere: "Other sites cannot ask this",
  tooLong: "The text is too long",
  illFormed: "The question was not understood",
  tooFast: "Too many questions at once",
  gone: "There is no such paragraph",
  notAllowed: "Only those who may contribute here can ask this",
} as const;

/** What is said to programs that tell where they hear a text. */
export const heardPoints = {
  elsewhere: "Other sites cannot tell this",
  tooLong: "There is too much of it",
  illFormed: "The points were not understood",
  tooFast: "Too many at once",
  gone: "There is no such episode",
} as const;
