/** What is said of something done with a claim, by what came of it: the codes travel in addresses, the words do not. */
const SAID: Record<string, string> = {
  published: "Published.",
  rejected: "Rejected, with your reason.",
  retired: "Taken down, with your reason.",
  kept: "It stays as it is.",
  accepted: "The figure is beside the claim now.",
  removed: "The figure is not beside the claim any more.",
  renewed: "The claim is held against the corrected figure; what it was held against before stays visible.",
  "survey-published": "Published: claims can be held against its figures.",
  "survey-rejected": "Rejected, with your reason.",
  withdrawn: "Withdrawn.",
  "evidence-sent": "Sent. A maintainer of the show will look at it; until then it is not shown.",
  "not-allowed": "Only maintainers of the show decide about its claims. Nothing was changed.",
  "own-claim": "Somebody else has to decide about a claim of your own. Nothing was changed.",
  "own-survey": "Somebody else has to decide about a survey of your own. Nothing was changed.",
  "already-decided": "Somebody has decided about it meanwhile. Nothing was changed.",
  "already-linked": "The claim is held against that figure already. Nothing was sent.",
  "no-reason": "Please say why: whoever proposed it will want to know. Nothing was changed.",
  lost: "Its words are not in the text any more, so there is nothing to publish it beside. Nothing was changed.",
  "not-changed": "The figure is as it was when it was linked. Nothing was changed.",
  "no-claim": "That claim is not here any more. Nothing was changed.",
  "no-proposal": "That survey does not wait any more. Nothing was changed.",
  "no-statistic": "That figure is not here any more. Nothing was sent.",
  "statistic-changed": "That figure was corrected meanwhile. Look at it again; nothing was sent.",
  "no-figure": "Choose a figure. Nothing was sent.",
  "too-many": "You have as many waiting as one person can. Let some be decided first; nothing was sent.",
  blocked: "You cannot contribute to this show. Nothing was sent.",
  errors: "Its file has errors by today's rules, so it cannot be published. Nothing was changed.",
  "bad-form": "The form was not complete. Nothing was changed.",
};

/** The words for what came of it; none for what is no outcome. */
export const explainClaim = (code: string): string | null => SAID[code] ?? null;
