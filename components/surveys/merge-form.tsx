import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Select } from "@/components/ui/select";
import { tidySurvey as texts } from "@/lib/texts/en/surveys";

/** The action of a form that tidies a survey. */
export type SendTidy = (data: FormData) => Promise<void>;

interface Choice {
  readonly id: number;
  readonly label: string;
}

/** Merges one of two things that are the same into the other. */
export function MergeForm({
  slug,
  question,
  of,
  choices,
  merge,
}: {
  readonly slug: string;
  readonly question: string;
  readonly of: "waves" | "answers";
  readonly choices: readonly Choice[];
  readonly merge: SendTidy;
}) {
  return (
    <Form action={merge}>
      <TidyPlace slug={slug} question={question} />
      <input type="hidden" name="of" value={of} />
      <PickOne label={texts.from} name="from" choices={choices} />
      <PickOne label={texts.into} name="into" choices={choices} />
      <Field label={texts.reason} name="reason" maxLength={2000} required />
      <Button variant="danger">{texts.merge}</Button>
    </Form>
  );
}

/** A choice of one thing, none at first. */
export function PickOne({
  label,
  name,
  choices,
}: {
  label: string;
  name: string;
  choices: readonly Choice[];
}) {
  return (
    <Select label={label} name={name} required defaultValue="">
      <option value="" disabled>
        {texts.choose}
      </option>
      {choices.map((choice) => (
        <option key={choice.id} value={choice.id}>
          {choice.label}
        </option>
      ))}
    </Select>
  );
}

/** Where a form of these pages leads back to. */
export function TidyPlace({ slug, question = "" }: { slug: string; question?: string }) {
  return (
    <>
      <input type="hidden" name="survey" value={slug} />
      <input type="hidden" name="question" value={question} />
    </>
  );
}
