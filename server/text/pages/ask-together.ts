/** Asks a question; exactly one of the two functions is called, later. */
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
 * It calls functions and makes no promise for each who asks: with Next in the process, a promise costs as much as all
 * else that is done here.
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
    while (waiting.length > 0) {
      const together = waiting;
      waiting = [];
      let answers: readonly Answer[];
      try {
        answers = await ask(together.map(({ question }) => question));
      } catch (error) {
        for (const { fail } of together) fail(error);
        continue;
      }
      for (let index = 0; index < together.length; index += 1)
        together[index]?.done(answers[index] as Answer);
    }
    asking -= 1;
  };
  return (question, done, fail) => {
    waiting.push({ question, done, fail });
    // Those who ask in the same turn of the loop are asked for in the same question.
    if (waiting.length > 1 || asking >= atOnce) return;
    asking += 1;
    setImmediate(next);
  };
}
