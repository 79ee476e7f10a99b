import type { Ear } from "./ear";
import { confidenceOf, type Evidence } from "./judge/confidence";
import { findInsertions } from "./judge/insertions";
import { measureLoudness } from "./judge/loudness";
import { findStretches } from "./judge/stretches";
import { judge } from "./judge/verdict";
import type { Align, Alignment, AnchoredWord } from "./port";
import { findWords, hear } from "./search/find-words";
import { type SaidWord, sayWords } from "./search/said-words";
import { type Cepstra, FRAME_RATE } from "./sound/cepstra";
import { isEnglish } from "./speech/is-english";

/**
 * The aligner that is built in: English, on any processor, with hidden Markov models. docs/alignment.md has the method and
 * its figures.
 */
export function createHmmAligner(ear: Ear): Align {
  return async (request) => {
    const { words, anchors = [], language } = request;
    const cepstra = await hear(request);
    if (!isEnglish(words, ear.dictionary, language))
      return nothing(words.length, cepstra.length / FRAME_RATE, "other-language");
    const said = sayWords(words, ear.dictionary, ear.model.definition);
    const evidence = await findWords(ear, cepstra, said, request);
    return conclude(said, words.length, anchors, evidence, cepstra);
  };
}

/** Draws the conclusions for the words of the text from what was found of the words as they are said. */
function conclude(
  said: readonly SaidWord[],
  count: number,
  anchors: readonly AnchoredWord[],
  evidence: readonly Evidence[],
  cepstra: Cepstra,
): Alignment {
  const sure = confidenceOf(evidence);
  const starts: (number | null)[] = new Array(count).fill(null);
  const ends = new Float64Array(count).fill(-1);
  const confidence = new Float32Array(count);
  said.forEach(({ of }, i) => {
    const { start, end } = evidence[i]!;
    if (start < 0) return;
    if (starts[of] === null) {
      starts[of] = start;
      confidence[of] = sure[i]!;
    }
    ends[of] = end;
  });
  const duration = cepstra.length / FRAME_RATE;
  const loudness = measureLoudness(cepstra);
  const stretches = findStretches({ starts, ends, loudness, duration });
  const { insertions, wrongAnchors } = findInsertions({ starts, ends, anchors, stretches, duration });
  const verdict = judge({ starts, confidence, loudness, duration });
  return { starts, confidence, stretches, insertions, wrongAnchors, verdict, duration };
}

function nothing(count: number, duration: number, verdict: Alignment["verdict"]): Alignment {
  return {
    starts: new Array(count).fill(null),
    confidence: new Float32Array(count),
    stretches: [],
    insertions: [],
    wrongAnchors: [],
    verdict,
    duration,
  };
}
