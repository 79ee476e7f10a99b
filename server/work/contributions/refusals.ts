import { LONGEST_TEXT } from "@/lib/longest-text";
import { refusal as texts } from "@/lib/texts/en/correct";
import type { Refusal } from "./refusal";

/** What the API says of a refusal: the kind of problem, which has a title, and the field of the body that is wrong. */
export interface ApiWords {
  readonly kind: "invalid" | "forbidden" | "too-large" | "too-many-requests" | "not-found" | "conflict";
  readonly detail: string;
  readonly field?: string;
}

/** The words for one reason, wherever it is told. Each takes the refusal, which may hold a number or a name. */
interface Words<R> {
  /** For a form: what is wrong, what was kept, what to do. */
  readonly sentence: (refusal: R) => string;
  readonly api?: (refusal: R) => ApiWords;
  /** For git, behind a file's name: a line in small letters. */
  readonly git?: (refusal: R) => string;
}

type Reason = Refusal["reason"];
type Of<K extends Reason, R = Refusal> = R extends { readonly reason: infer Q }
  ? K extends Q
    ? R
    : never
  : never;
/** Reasons of forms and amendments: the API and git send whole texts and amend nothing. */
type FormsOnly = Exclude<
  Reason,
  | "no-document"
  | "no-base"
  | "sign-in"
  | "not-invited"
  | "blocked"
  | "licence"
  | "too-many-open"
  | "too-fast"
  | "too-long"
  | "not-text"
  | "control-characters"
  | "nothing-changed"
  | "beyond"
>;

const KEPT = "Your words are kept here.";

const invalid = (field: string, detail: string) => (): ApiWords => ({ kind: "invalid", field, detail });
const forbidden = (detail: string) => (): ApiWords => ({ kind: "forbidden", detail });
const says = (sentence: string) => ({ sentence: () => sentence });

/**
 * The one catalogue of refusals: every reason for which a change can be refused, with its sentence for people, its
 * problem in the API and its line in git. The type asks for every reason, and for all three where it can occur in all.
 */
export const REFUSALS: {
  readonly [K in Reason]: K extends FormsOnly ? Words<Of<K>> : Required<Words<Of<K>>>;
} = {
  "sign-in": {
    sentence: () => "This show asks for an account. Sign in and send it; your words are kept here.",
    api: forbidden("This show accepts contributions only from people it has invited."),
    git: () => "sign in to contribute to this show.",
  },
  "not-invited": {
    sentence: () =>
      `This show takes contributions from people it has invited. Ask its maintainers for an invitation. ${KEPT}`,
    api: forbidden("This show accepts contributions only from people it has invited."),
    git: () => "this show takes contributions from those it has invited.",
  },
  blocked: {
    sentence: ({ because }) =>
      `This show does not take your contributions at present: ${because}. Write to its maintainers. ${KEPT}`,
    api: ({ because }) => ({ kind: "forbidden", detail: `You may not contribute here: ${because}` }),
    git: ({ because }) => `you cannot contribute to this show: ${because}`,
  },
  licence: {
    sentence: ({ licence }) =>
      `Contributions are licensed under ${licence}. Agree to it and send again. ${KEPT}`,
    api: ({ licence }) => ({ kind: "forbidden", detail: `Agree to ${licence} on the site first.` }),
    git: ({ licence }) => `contributions are given under ${licence}.`,
  },
  "too-many-open": {
    sentence: ({ most }) =>
      `You have ${most} contributions waiting for review, which is the limit. Wait until some are decided, or withdraw one. ${KEPT}`,
    api: ({ most }) => ({
      kind: "too-many-requests",
      detail: `${most} of your contributions are waiting for review, which is the limit. Send more after some are reviewed.`,
    }),
    git: ({ most }) => `${most} of your contributions are waiting already. Push again when some are decided.`,
  },
  "too-fast": {
    sentence: ({ most }) =>
      `You have sent ${most} in the last hour, which is the limit. Try again later. ${KEPT}`,
    api: ({ most }) => ({
      kind: "too-many-requests",
      detail: `You have sent ${most} contributions in the last hour, which is the limit.`,
    }),
    git: ({ most }) =>
      `${most} contributions an hour are the most. Push again later; what was taken is not taken twice.`,
  },
  "no-document": {
    sentence: () => `This text is no longer here. Copy your words, and look for the episode by its title.`,
    api: invalid("document", "There is no such document."),
    git: () => "it is not here any more. Fetch, and start from what is there now.",
  },
  "no-base": {
    sentence: () => `This text has no such revision. Reload the page and send again. ${KEPT}`,
    api: invalid(
      "base",
      "This document has no such revision. Send the number of the revision that you edited.",
    ),
    git: () => "it is not here any more. Fetch, and start from what is there now.",
  },
  "too-long": {
    sentence: () => texts.tooLong,
    api: () => ({ kind: "too-large", detail: `A text has at most ${LONGEST_TEXT} characters.` }),
    git: () => "it is longer than any transcript.",
  },
  "not-text": {
    sentence: () =>
      `It contains invalid characters. Delete what looks like an empty box, and send again. ${KEPT}`,
    api: invalid("text", "The text contains a NUL or half of a character (a lone surrogate)."),
    git: () => "it holds what is no text.",
  },
  "control-characters": {
    sentence: () =>
      `It contains invisible control characters. Type it by hand, or paste it without formatting. ${KEPT}`,
    api: invalid("text", "The text adds invisible control characters. Remove them."),
    git: () => "it brings in control characters, which no reader can see.",
  },
  "nothing-changed": {
    sentence: () => "The text says this already, so there is nothing to send. Change something first.",
    api: invalid("text", "The text is the same as its base: nothing would change."),
    git: () => "it changes no word.",
  },
  beyond: {
    sentence: () =>
      `This would change other paragraphs too. Send one paragraph at a time, or edit the whole text. ${KEPT}`,
    api: invalid("text", "The text changes more than the place it was proposed for."),
    git: () => "it changes more than it was meant to.",
  },
  // Of a paragraph's forms.
  "no-segment": says(
    `This paragraph is gone: somebody changed it since. Reload the page to see how it reads now. ${KEPT}`,
  ),
  empty: says("There is nothing in it yet. Type what you hear."),
  "blank-line": says(`A line break is not possible here. Write one line, or split the paragraph. ${KEPT}`),
  label: says(
    `It begins like a speaker’s label. Set the speaker in its own field, or remove the asterisks. ${KEPT}`,
  ),
  "line-end": says(
    `Its first or last line would join it to its neighbours. Look at how it begins and ends. ${KEPT}`,
  ),
  "no-gap": says(`This gap is gone: somebody may have filled it. Reload the page to see. ${KEPT}`),
  "no-mark": says(`This time is gone. Reload the page to see how it reads now. ${KEPT}`),
  "no-name": says(`A speaker’s name is one line without asterisks. ${KEPT}`),
  "no-split": says(`A paragraph can be split only between words, with words on both sides. ${KEPT}`),
  "no-join": says(`There is no paragraph after this one to join with. ${KEPT}`),
  "no-time": says(`This audio has no such moment. ${KEPT}`),
  last: says("A transcript keeps at least one paragraph."),
  // Of amendments.
  "no-contribution": says("This contribution is no longer here."),
  "not-yours": says("Only its author can amend a contribution."),
  decided: says("It was decided since. Reload the page to see how."),
  "older-version": says("It was amended since, perhaps in another tab. Reload the page to go on from there."),
};

/** What a refusal means, in a sentence that says what to do. */
export const sentenceFor = (refusal: Refusal): string => wordsFor(refusal).sentence(refusal);

/** The line that git prints of a refusal, behind a file's name. */
export const gitLineFor = (refusal: Refusal): string => {
  const { git, sentence } = wordsFor(refusal);
  return (git ?? sentence)(refusal);
};

/** What the API says of a refusal. */
export const apiWordsFor = (refusal: Refusal): ApiWords => {
  const { api, sentence } = wordsFor(refusal);
  return api?.(refusal) ?? { kind: "invalid", detail: sentence(refusal) };
};

// Each entry takes the refusals of its own reason, which the compiler cannot see through an index.
const wordsFor = (refusal: Refusal) => REFUSALS[refusal.reason] as Words<Refusal>;
