/** Asks a question; exactly one of the two functions is called, later. Neither may throw. */
export type Ask<Question, Answer> = (
  question: Question,
  done: (answer: Answer) => void,
  fail: (error: unknown) => void,
) => void;

/**
 * Turns a question about many into one about one: those who ask while an answer is on its way are answered together
 * by the next, which is asked after all of them. So nobody is ever told what was true before they asked, and however
 * many ask, a few questions are on their way.
 *
 * It calls functions and makes no promise for each who asks: a promise would cost a good part of all that is done here.
 *
 * @param atOnce how many questions may be on their way
 */
export function askTogether<Question, Answer>(
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  atOnce = 1,
): Ask<Question, Answer> {
  interface Waiting {
    readonly question: Question;
    readonly done: (answer: Answer) => void;
    readonly fail: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let asking = 0;
  const next = async () => {
    const together = waiting;
    waiting = [];
    if (together.length === 0) {
      asking -= 1;
      return;
    }
    try {
      const answers = await ask(together.map(({ question }) => question));
      for (let index = 0; index < together.length; index += 1)
        together[index]?.done(answers[index] as Answer);
    } catch (error) {
      for (const { fail } of together) fail(error);
    }
    // Not at once: whoever's request came with the answer is read before the turn of the loop ends, and is asked for too.
    setImmediate(next);
  };
  return (question, done, fail) => {
    waiting.push({ question, done, fail });
    // Those who ask in the same turn of the loop are asked for in the same question.
    if (waiting.length > 1 || asking >= atOnce) return;
    asking += 1;
    setImmediate(next);
  };
}
