import { noteAction } from "@/lib/http/action-call";

/** A server action that parses what it is given by itself. */
export const inputAction =
  <Arguments extends readonly unknown[], Result>(
    act: (...given: Arguments) => Promise<Result>,
  ): ((...given: Arguments) => Promise<Result>) =>
  async (...given) => {
    noteAction();
    return act(...given);
  };
