// The contract between the HTML of a page, the scripts that listen to it, and its tests: the names of the attributes by
// which they find one another. Who writes one or looks for one takes it from here. Style sheets cannot, so
// tests/lib/page-contract.test.ts reads them, and finds whoever writes a name by hand.

/** The element that holds an episode's text. */
export const TEXT = "data-transcript";
/** The link at the end of a paragraph, to itself; and the way to say that something is wrong, beside it. */
export const PARAGRAPH_LINK = "data-paragraph";
export const WRONG_LINK = "data-wrong";
/** What stands in a paragraph and is no word: its value is `timestamp` or `gap`. */
export const MARK = "data-mark";
/** Which gap of its paragraph it is, from 0; where it is heard, in seconds; and that somebody has suggested words. */
export const GAP = "data-gap";
export const GAP_SECONDS = "data-at";
export const SUGGESTED = "data-suggested";
/** The words of a claim, by its id; and its note beside the paragraph. */
export const CLAIM = "data-claim";
export const CLAIM_NOTE = "data-claim-note";
/** Which colour a speaker has; and when a turn begins, which the style sheet draws. */
export const SPEAKER = "data-speaker";
export const CLOCK = "data-clock";
/** A paragraph whose menu or form is open; one in which something was found. */
export const OPEN = "data-open";
export const FOUND = "data-found";
/** A paragraph whose words stand in the open form of the paragraph before it. */
export const TAKEN_IN = "data-taken-in";
/** On the text: that it has no audio. */
export const SILENT = "data-silent";
/** On the text: how it is lit, where no word can be. */
export const LIGHT = "data-light";

/** The player's bar, and what the session hears in it. */
export const PLAYER = "data-player";
export const PLAY = "data-play";
export const SEEK = "data-seek";
export const SETTING = "data-setting";

/** The reader's tools, and the contents among them. */
export const READER = "data-reader";
export const CONTENTS = "data-contents";

/** A place for a piece, by the piece's name: server/text/pages/README.md. */
export const PIECE = "data-piece";
/** What the page tells its scripts as JSON: its episode, the same in the head, and Next's scripts. */
export const TOLD = "data-told";
export const TOLD_EARLY = "data-early";
export const LATER = "data-later";
/** On the document: React answers. */
export const ANSWERS = "data-answers";

/** The paragraphs of a text, breaks among them. */
export const PARAGRAPHS = "[id^='p']";

/** The id of a paragraph's element: links to it survive edits. */
export const paragraphId = (segmentId: number): string => `p${segmentId}`;

/** Matches the id of a paragraph's element; its number is the segment's. */
export const PARAGRAPH_ID = /^p(\d+)$/;

/** The paragraphs of the page's text, and its gaps. */
export const TEXT_PARAGRAPHS = `[${TEXT}] ${PARAGRAPHS}`;
export const GAPS = `[${MARK}='gap']`;

/** The element that holds the page's text; none where it has none. */
export const findText = (): HTMLElement | null => document.querySelector<HTMLElement>(`[${TEXT}]`);
