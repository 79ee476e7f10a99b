/** What is said of a decision, by what came of it: the codes travel in addresses, the words do not. */
const SAID: Record<string, string> = {
  accepted: "Accepted.",
  rejected: "Rejected. Its author is told why.",
  changes_requested: "Sent back. Its author is told what to change.",
  reopened: "The decision is undone; it is open again.",
  several: "Accepted together.",
  "no-contribution": "There is no such contribution any more.",
  "not-allowed": "You may not decide this: it takes a maintainer of the show. Nothing was changed.",
  own: "This is your own. Another maintainer of the show decides it; nothing was changed.",
  decided: "Somebody has decided this already, or its author withdrew it. Nothing was changed.",
  "older-version": "Its author amended it meanwhile. Look at the new version first; nothing was changed.",
  conflict: "Today's text was changed at the same place. Settle it here; nothing was changed.",
  "nothing-left":
    "What it proposes is in the text already. Reject it as already corrected; nothing was changed.",
  "no-base": "The text was changed meanwhile. Look again; what you typed is not lost if you go back.",
  "no-comment": "Say why: the contributor is told. Nothing was changed.",
  "long-comment": "The comment is longer than 10,000 characters. Nothing was changed.",
  undecided: "Nobody has decided this. Nothing was changed.",
  first: "The first revision cannot be taken back.",
  conflicting:
    "Some of these conflict with each other or with today's text. Untick them; nothing was accepted.",
  "too-many": "More than fifty at once are not accepted. Nothing was changed.",
  "not-text": "The text holds characters that are no text. Nothing was changed.",
  "control-characters": "The text holds control characters. Nothing was changed.",
  "too-long": "The text is too long. Nothing was changed.",
  nothing: "Choose at least one. Nothing was changed.",
  "bad-form": "The form was not complete. Nothing was changed.",
  "signed-out": "You are no longer signed in. Sign in again; nothing was changed.",
};

/** The words for what came of a decision; none for what is no outcome. */
export const explain = (code: string): string | null => SAID[code] ?? null;
