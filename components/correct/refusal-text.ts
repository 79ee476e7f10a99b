import type { Refused } from "./send-state";

const KEPT = "What you typed is kept here.";

const SENTENCES: Readonly<
  Record<Exclude<Refused["reason"], "blocked" | "licence" | "too-many-open" | "too-fast">, string>
> = {
  "sign-in": `This show asks for an account. Sign in, and send it with one key: ${lower(KEPT)}`,
  "not-invited": `This show takes contributions from people it has invited. Ask its maintainers for an invitation. ${KEPT}`,
  "no-document": `This text is no longer here. ${KEPT} Copy it, and look for the episode by its title.`,
  "no-base": `The revision this was made from is not one of this text. Load the page anew; ${lower(KEPT)}`,
  "no-segment": `This paragraph is gone: somebody changed it meanwhile. Load the page anew to see how it reads now. ${KEPT}`,
  "too-long": `That is more than is taken at once. Send it in parts. ${KEPT}`,
  "not-text": `There are characters in it that are no text. Delete what looks like an empty box, and send it again. ${KEPT}`,
  "control-characters": `There are invisible control characters in it, as some programs copy along. Type it by hand, or paste it without formatting. ${KEPT}`,
  "nothing-changed":
    "This is what the transcript says already, so there is nothing to send. Change something first.",
  beyond: `This would change other paragraphs, too. Send one paragraph at a time, or edit the whole text. ${KEPT}`,
  empty: "There is nothing in it yet. Type what you hear.",
  "blank-line": `A line break is not possible here. Put it on one line, or split the paragraph. ${KEPT}`,
  label: `It begins like the label of a speaker. Set the speaker in its own field, or take the stars away. ${KEPT}`,
  "line-end": `It ends, or begins, with something that would join it to its neighbours. Look at its first and last line. ${KEPT}`,
  "no-gap": `This gap is no longer there: somebody may have filled it. Load the page anew to see. ${KEPT}`,
  "no-mark": `This time is no longer there. Load the page anew to see how it reads now. ${KEPT}`,
  "no-name": `A speaker’s name is one line without stars. ${KEPT}`,
  "no-split": `A paragraph can be split only between words, with words on both sides. ${KEPT}`,
  "no-join": `There is no paragraph after this one to join with. ${KEPT}`,
  "no-time": `That is no moment of this audio. ${KEPT}`,
  last: "A transcript keeps at least one paragraph.",
  form: `The form was not understood. Load the page anew and send it again. ${KEPT}`,
  unreachable: `It could not be sent. Are you online? ${KEPT} Send it again when you are.`,
};

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** What a refusal means, in a sentence that says what to do: the one place where all forms find their words. */
export function refusalText(refused: Refused): string {
  switch (refused.reason) {
    case "blocked":
      return `Your contributions are not taken here at present: ${refused.because}. Write to the maintainers. ${KEPT}`;
    case "licence":
      return `What you send is given under ${refused.licence}. Agree to it, and send it again. ${KEPT}`;
    case "too-many-open":
      return `You have ${refused.most} contributions waiting for a decision. Wait until some are decided, or withdraw one. ${KEPT}`;
    case "too-fast":
      return `That were ${refused.most} in an hour, which is as many as are taken. Try again in a while. ${KEPT}`;
    default:
      return SENTENCES[refused.reason];
  }
}
