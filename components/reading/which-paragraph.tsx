import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { whichParagraph as texts } from "@/lib/texts/en/reports";

/** Asks which paragraph has the error, for a report without scripts that names none. */
export function WhichParagraph({ back }: { back: string }) {
  return (
    <Page narrow>
      <PageHeading over={<Link href={back}>{texts.back}</Link>} title={texts.title} />
      <Form>
        <Field label={texts.label} hint={texts.hint} name="p" type="number" min={1} required short />
        <Button variant="primary">{texts.next}</Button>
      </Form>
    </Page>
  );
}
