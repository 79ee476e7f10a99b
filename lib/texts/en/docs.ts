export const apiPage = {
  title: "The API",
  description: "Transcripts with their times, gaps, search and contributions, for programs.",
  lead: "Everything on the pages, and the ways to contribute and to review, for programs.",
  begin: "Getting started",
  reading: "Reading needs no token. This asks for the gaps of one show:",
  writing:
    "Writing needs a {token}, sent as {header}. What is sent with it is licensed under the licence of its show. Calls with a token are counted per person, calls without one per address: 600 a minute for an address, 1,800 for a person.",
  token: "personal token",
  lists:
    "Lists have {items} and {next}, the cursor of the next page, which is valid for the same filters only. Answers carry an ETag: send it back as {header}, and the answer is 304 while nothing has changed. Times are seconds from the start of the audio.",
  webhooks:
    "A show’s owner can have contributions sent to an address, within seconds and signed: see the webhooks at {address}.",
  openapi: "The same as OpenAPI 3.1: {file}",
  addresses: "Addresses, below /api/v1",
  schemas: "Answers",
  problems: "Problems",
  problemsAbout:
    "Errors are answered as {type} (RFC 9457). Their {field} leads here, and their {detail} says what to do.",
} as const;

export const operation = {
  token: "Needs a personal token.",
  parameters: "In the address",
  optional: "(optional)",
  body: "In the body",
  file: (types: readonly string[]) => `A file, as ${types.join(" or ")}.`,
  answers: "Answers",
} as const;

export const schemaType = {
  or: "or",
  listOf: "list of",
  anything: "anything",
  formats: { uri: "an address", "date-time": "a time (RFC 3339)" },
} as const;
