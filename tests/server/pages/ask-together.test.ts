import { describe, expect, test } from "vitest";
import { askTogether } from "../../../server/text/pages/ask-together";

/** The same with a promise for each who asks. */
function promising<Question, Answer>(ask: (questions: readonly Question[]) => Promise<readonly Answer[]>) {
  const together = askTogether(ask);
  return (question: Question) => new Promise<Answer>((done, fail) => together(question, done, fail));
}

describe("asking together", () => {
  test("those who ask meanwhile are asked for in the next question, and never told what was before", async () => {
    const asked: number[][] = [];
    let now = 0;
    const ask = promising(async (questions: readonly number[]) => {
      asked.push([...questions]);
      const then = now;
      await new Promise((done) => setTimeout(done, 5));
      return questions.map(() => then);
    });
    const first = ask(1);
    await new Promise((done) => setTimeout(done, 1));
    now = 1;
    const later = [ask(2), ask(3)];
    expect(await first).toBe(0);
    expect(await Promise.all(later)).toEqual([1, 1]);
    expect(asked).toEqual([[1], [2, 3]]);
  });

  test("a question that fails fails for those who asked it, and not for the next", async () => {
    let fails = true;
    const ask = promising(async (questions: readonly number[]) => {
      if (fails) throw new Error("away");
      return questions;
    });
    const both = await Promise.allSettled([ask(1), ask(2)]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    fails = false;
    expect(await ask(3)).toBe(3);
  });
});
