import { notFound } from "next/navigation";
import { noteAction } from "@/lib/http/action-call";

/**
 * A server action that takes a form. Anybody may call it with anything: what is no form is answered by 404, as an action
 * that is not there. PostgreSQL holds no NUL: in a form's fields it becomes the replacement character, except in texts,
 * whose checks say what is wrong with them.
 */
export const formAction =
  <Arguments extends readonly [...unknown[], FormData], Result>(
    act: (...given: Arguments) => Promise<Result>,
  ): ((...given: Arguments) => Promise<Result>) =>
  async (...given) => {
    noteAction();
    // The form is the last that it takes, behind a state or what was bound to it.
    const place = act.length - 1;
    const form = given[place];
    if (!(form instanceof FormData)) notFound();
    return act(...(given.with(place, withoutNul(form)) as unknown as Arguments));
  };

/** Fields of whole texts. */
const TEXTS: ReadonlySet<string> = new Set(["text", "place", "csv"]);

function withoutNul(form: FormData): FormData {
  const isWrong = ([name, value]: [string, FormDataEntryValue]) =>
    typeof value === "string" && value.includes("\0") && !TEXTS.has(name);
  const fields = [...form];
  if (!fields.some(isWrong)) return form;
  const clean = new FormData();
  for (const [name, value] of fields)
    clean.append(
      name,
      typeof value === "string" && !TEXTS.has(name) ? value.replaceAll("\0", "\ufffd") : value,
    );
  return clean;
}
