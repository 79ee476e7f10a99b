import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Field } from "@/components/ui/field";
import { Buttons, Form } from "@/components/ui/form";
import { Section } from "@/components/ui/section";
import { requestList as texts } from "@/lib/texts/en/ownership";
import { textOf } from "@/lib/texts/text-of";
import type { RequestView } from "@/server/work/ownership/read-request";

interface Props {
  readonly request: RequestView;
  readonly decide: (form: FormData) => Promise<void>;
}

/** A request as an administrator decides it. */
export function DecideRequest({ request, decide }: Props) {
  const { id, kind, person, title, slug, sourceUrl, note, provedBy, owners } = request;
  return (
    <Section title={texts[kind](person.name, title)}>
      <DescriptionList
        entries={[
          [
            texts.person,
            <a key="person" href={`/people/${person.handle}`}>{`${person.name} (${person.handle})`}</a>,
          ],
          [texts.address, `/${slug}`],
          [texts.source, sourceUrl],
          [texts.proof, textOf(texts.proved, provedBy) ?? texts.notProved],
          [texts.ownedBy, owners.length > 0 && owners.join(", ")],
          [texts.note, note],
        ]}
      />
      <Form action={decide}>
        <input type="hidden" name="id" value={id} />
        <Field label={texts.reason} hint={texts.reasonHint} name="reason" maxLength={1000} />
        <Buttons>
          <Button variant="primary" name="decision" value="owner">
            {texts.owner}
          </Button>
          <Button name="decision" value="maintainer">
            {texts.maintainer}
          </Button>
          <Button variant="danger" name="decision" value="refuse">
            {texts.refuse}
          </Button>
        </Buttons>
      </Form>
    </Section>
  );
}
