import { LONGEST_TEXT } from "@/lib/longest-text";
import { refusal as texts } from "@/lib/texts/en/correct";
import type { AcceptResult } from "./accept";
import { type AcceptSeveralResult, MOST_TOGETHER } from "./accept-several";
import type { CommentResult } from "./comment";
import type { DecideResult } from "./decide";
import { LONGEST_COMMENT } from "./read-comment";
import type { Refusal, TextProblem } from "./refusal";
import type { ReopenResult } from "./reopen";
import type { RevertResult } from "./revert";

/** What the API says of a refusal: the kind of problem, which has a title, and the field of the body that is wrong. */
export interface ApiWords {
  readonly kind: "invalid" | "forbidden" | "too-large" | "too-many-requests" | "not-found" | "conflict";
  readonly detail: string;
  readonly field?: string;
  /** Members of the problem beside these. */
  readonly more?: Readonly<Record<string, unknown>>;
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
/** Of several refusals those that have a reason. */
type Of<K, R = Refusal> = R extends { readonly reason: infer Q } ? (K extends Q ? R : never) : never;
/** What of a result is a refusal. */
type Refused<Result> = Extract<Result, { readonly ok: false }>;
/** Reasons of forms and amendments: the API and git send whole texts and amend nothing. */
type FormsOnly = Exclude<
  Reason,
  | "no-document"
  | "no-base"
  | "sign-in"
  | "proof"
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
  | "too-hard"
>;

const KEPT = "Your words are kept here.";

const invalid = (field: string, detail: string) => (): ApiWords => ({ kind: "invalid", field, detail });
const forbidden = (detail: string) => (): ApiWords => ({ kind: "forbidden", detail });
const says = (sentence: string) => ({ sentence: () => sentence });

// The one catalogue of refusals: every reason for which something about a contribution can be refused, with its sentence for
// people, its problem in the API and its line in git. The types ask for every reason, and for the API and git where it can
// occur there. The same reason is another sentence to whoever writes, decides or comments, so each has a table.

/** Why a change is refused, whichever channel it came through. */
export const REFUSALS: {
  readonly [K in Reason]: K extends FormsOnly ? Words<Of<K>> : Required<Words<Of<K>>>;
} = {
  "sign-in": {
    sentence: () => "This show asks for an account. Sign in and send it; your words are kept here.",
    api: forbidden("This show accepts contributions only from people it has invited."),
    git: () => "sign in to contribute to this show.",
  },
  proof: {
    sentence: () =>
      `Much that came without an account was refused here of late. Sign in and send it, or send it from a browser with scripts over HTTPS. ${KEPT}`,
    api: forbidden("This show asks for an account at present."),
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
  "too-hard": {
    sentence: () => `This changes too much to be compared in time. Send it in parts. ${KEPT}`,
    api: invalid("text", "The text changes too much to be compared in time. Send it in parts."),
    git: () => "it changes too much to be compared in time. Push it in parts.",
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

/** Why a decision was refused that the API can make too. */
export type ReviewRefusal = Refused<AcceptResult | DecideResult>;
/** The same, and of what is decided on the site alone. */
type DecisionRefusal = ReviewRefusal | Refused<ReopenResult | AcceptSeveralResult>;

const UNCHANGED = "Nothing was changed.";
/** As of a text that is proposed. */
const asProposed = (reason: TextProblem) => () => apiWordsFor({ reason });

/**
 * Why a decision about contributions was refused. The reasons travel in addresses, without what else a refusal knows: so a
 * sentence is the same for all.
 */
export const DECISION_REFUSALS: {
  readonly [K in DecisionRefusal["reason"]]: {
    readonly sentence: string;
  } & (K extends ReviewRefusal["reason"]
    ? { readonly api: (refusal: Of<K, ReviewRefusal>) => ApiWords }
    : unknown);
} = {
  "no-contribution": {
    sentence: "That contribution no longer exists.",
    api: () => ({ kind: "not-found", detail: "There is no such contribution." }),
  },
  "not-allowed": {
    sentence: `Only a maintainer of the show can decide this. ${UNCHANGED}`,
    api: forbidden("Only maintainers of this show can review contributions."),
  },
  own: {
    sentence: `This is your own contribution: another maintainer has to decide it. ${UNCHANGED}`,
    api: forbidden("This contribution is yours. Another maintainer of this show has to review it."),
  },
  decided: {
    sentence: `It was decided or withdrawn already. ${UNCHANGED}`,
    api: ({ status }) => ({
      kind: "conflict",
      detail: `The contribution is already ${status.replace("_", " ")}.`,
      more: { reason: "decided", status_of_contribution: status.replace("_", "-") },
    }),
  },
  "older-version": {
    sentence: `Its author amended it in the meantime. Review the new version first. ${UNCHANGED}`,
    api: ({ version }) => ({
      kind: "conflict",
      detail: `The contribution was amended. Read version ${version} first.`,
      more: { reason: "older-version", version },
    }),
  },
  conflict: {
    sentence: `The same words were changed since. Resolve the conflict here. ${UNCHANGED}`,
    api: ({ head, conflicts }) => ({
      kind: "conflict",
      detail: "The same place was changed meanwhile. Send the text to accept.",
      more: {
        reason: "conflict",
        head,
        conflicts: conflicts.map(({ base, ours, theirs }) => ({ base, now: ours, proposed: theirs })),
      },
    }),
  },
  "nothing-left": {
    sentence: `The text says this already. Reject it as already corrected. ${UNCHANGED}`,
    api: () => ({
      kind: "conflict",
      detail: "The text already has this change.",
      more: { reason: "nothing-left" },
    }),
  },
  "no-base": {
    sentence: "The text was changed in the meantime. Review it again. Go back to see what you typed.",
    api: invalid("on", "`on` must be the contribution's base or the latest revision."),
  },
  "no-comment": {
    sentence: `Give a reason: the contributor reads it. ${UNCHANGED}`,
    api: invalid("comment", "Give a reason; the contributor will see it."),
  },
  "no-account": {
    sentence: `It was sent without an account, so nobody can be asked to change it: edit and accept it, or reject it. ${UNCHANGED}`,
    api: invalid("decision", "It was sent without an account: nobody can be asked to change it."),
  },
  "long-comment": {
    sentence: `The comment is longer than ${LONGEST_COMMENT.toLocaleString("en")} characters. ${UNCHANGED}`,
    api: invalid("comment", "The comment is too long."),
  },
  // Of the text that a maintainer has changed.
  "not-text": {
    sentence: `The text contains invalid characters. ${UNCHANGED}`,
    api: asProposed("not-text"),
  },
  "control-characters": {
    sentence: `The text contains invisible control characters. ${UNCHANGED}`,
    api: asProposed("control-characters"),
  },
  "too-long": { sentence: `The text is too long. ${UNCHANGED}`, api: asProposed("too-long") },
  "nothing-changed": {
    sentence: `The text says this already. ${UNCHANGED}`,
    api: asProposed("nothing-changed"),
  },
  beyond: { sentence: `The text changes other paragraphs too. ${UNCHANGED}`, api: asProposed("beyond") },
  "too-hard": {
    sentence: `It changes too much to be merged in time. Ask for it in parts. ${UNCHANGED}`,
    api: asProposed("too-hard"),
  },
  // Of the site alone.
  first: { sentence: "The first revision cannot be reverted." },
  "no-revision": { sentence: `The revision that it made is gone. ${UNCHANGED}` },
  undecided: { sentence: `It has not been decided yet. ${UNCHANGED}` },
  conflicting: {
    sentence:
      "Some of these conflict with each other or with the present text. Untick them. Nothing was accepted.",
  },
  "too-many": { sentence: `At most ${MOST_TOGETHER} can be accepted at once. ${UNCHANGED}` },
};

/** Why a revision was not taken back. */
export const REVERT_REFUSALS: Readonly<Record<Refused<RevertResult>["reason"], string>> = {
  conflict:
    "Later work changed the same words, so this cannot be reverted alone: edit the transcript instead.",
  "nothing-left": "It is reverted already.",
  "no-revision": "There is no such revision.",
  first: "The first revision cannot be reverted: there is nothing before it.",
  "too-hard": `It changed too much to be reverted in time: edit the transcript instead. ${UNCHANGED}`,
  "not-allowed": "Only a maintainer of the show can revert this.",
  "long-comment": `The reason is longer than ${LONGEST_COMMENT.toLocaleString("en")} characters. ${UNCHANGED}`,
};

/** Why a comment was not taken. */
export const COMMENT_REFUSALS: Readonly<Record<Refused<CommentResult>["reason"], string>> = {
  "no-contribution": "This contribution is no longer here.",
  "no-comment": "There is nothing in it yet.",
  "long-comment": `A comment has at most ${LONGEST_COMMENT.toLocaleString("en")} characters. Make it shorter, or send it in two.`,
  "no-hunk": "The place you comment on is not in the newest version. Load the page anew.",
  blocked: "You may not contribute here at present. Write to the show’s maintainers.",
  "too-fast": "You have commented very often in the last hour. Try again in a while.",
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

/** What came of a decision that was refused, by the reason in an address; none for any other code. */
export const sentenceForDecision = (reason: string): string | undefined =>
  Object.hasOwn(DECISION_REFUSALS, reason)
    ? DECISION_REFUSALS[reason as DecisionRefusal["reason"]].sentence
    : undefined;

/** What the API says of a decision that was refused. */
export const apiWordsForReview = (refusal: ReviewRefusal): ApiWords => {
  const { api } = DECISION_REFUSALS[refusal.reason] as { api: (refusal: ReviewRefusal) => ApiWords };
  return api(refusal);
};
