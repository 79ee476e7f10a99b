/**
 * Turns a question about many into one about one: those who ask while an answer is on its way are answered together
 * by the next, which is asked after all of them. So nobody is ever told what was true before they asked, and however
 * many ask, one question is on its way.
 */
export function askTogether<Question, Answer>(
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  interface Waiting {
    readonly question: Question;
    readonly done: (answer: Answer) => void;
    readonly fail: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let asking = false;
  const next = async () => {
    asking = true;
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
    asking = false;
  };
  return (question) =>
    new Promise((done, fail) => {
      waiting.push({ question, done, fail });
      if (!asking) {
        asking = true;
        // Those who ask in the same turn of the loop are asked for in the same question.
        setImmediate(next);
      }
    });
}
