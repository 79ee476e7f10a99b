/**
 * Turns a question about many into one about one: those who ask while an answer is on its way are answered together
 * by the next, which is asked after all of them. So nobody is ever told what was true before they asked, and however
 * many ask, a few questions are on their way.
 *
 * @param atOnce how many questions may be on their way
 */
export function askTogether<Question, Answer>(
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  atOnce = 1,
): (question: Question) => Promise<Answer> {
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
      try {
        const answers = await ask(together.map(({ question }) => question));
        for (const [index, { done }] of together.entries()) done(answers[index] as Answer);
      } catch (error) {
        for (const { fail } of together) fail(error);
      }
    }
    asking -= 1;
  };
  return (question) =>
    new Promise((done, fail) => {
      waiting.push({ question, done, fail });
      // Those who ask in the same turn of the loop are asked for in the same question.
      if (waiting.length > 1 || asking >= atOnce) return;
      asking += 1;
      setImmediate(next);
    });
}
