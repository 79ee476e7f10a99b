import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Field, TextArea } from "@/components/ui/field";
import { FieldRow, Fieldset, Form } from "@/components/ui/form";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import type { Operation } from "@/evidence";
import { claimList, claimForm as texts } from "@/lib/texts/en/claims";
import { common } from "@/lib/texts/en/ui";
import type { DraftClaim } from "@/server/work/claims/draft-claim";
import type { WantedFigures as Asked } from "@/server/work/claims/find-figures";
import styles from "./claims.module.css";
import { ExpressionBuilder } from "./expression-builder";
import { BuiltChoice, FigureChoice, FoundChoice, RelationAndNote } from "./figure-choice";
import { FigureSearch } from "./figure-search";
import { SameClaim } from "./same-claim";

interface Props {
  readonly draft: DraftClaim;
  /** What was looked for among all figures. */
  readonly search: Asked;
  /** What is computed of the figures that were put together by hand. */
  readonly operation: Operation | null;
  /** The claim as one full sentence, as it was suggested or typed. */
  readonly proposition: string;
  readonly send: (data: FormData) => Promise<void>;
  readonly show: string;
  readonly slug: string;
  readonly segmentId: number;
  /** The address of the sign-in page, for readers who are not signed in. It leads back to this form. */
  readonly signIn: string | null;
}

/** A claim before sending: its number, which the reader can correct, and the likely figures with their outcomes. */
export function ClaimForm({
  draft,
  search,
  operation,
  proposition,
  send,
  show,
  slug,
  segmentId,
  signIn,
}: Props) {
  const { quantity, fields, exact, position, firstWord, scope, base, suggestions, found, built, repeats } =
    draft;
  const words = { p: segmentId, q: exact, w: firstWord, at: position };
  const stated = { ...fields, scope, base: base ?? "" };
  const bases = [...new Set(suggestions.map(({ statistic }) => statistic.base))];
  return (
    <>
      <blockquote className={styles.quote}>{claimList.quoted(exact)}</blockquote>
      <Form action={`/${show}/${slug}/claim`}>
        <Hidden values={{ ...words, read: fields.read }} />
        <Panel>
          <Fieldset legend={texts.states}>
            <FieldRow>
              <Choice name="kind" label={texts.kind} options={texts.kinds} chosen={stated.kind} />
              <Choice
                name="comparator"
                label={texts.comparator}
                options={texts.comparators}
                chosen={stated.comparator}
              />
              <Field label={texts.number} name="value" defaultValue={stated.value} inputMode="decimal" />
              <Field label={texts.to} name="to" defaultValue={stated.to} inputMode="decimal" />
              <Field label={texts.unit} name="unit" defaultValue={stated.unit} maxLength={60} />
              {quantity.kind === "rank" ? (
                <>
                  <Choice name="from" label={texts.from} options={texts.ends} chosen={stated.from} />
                  <Choice name="within" label={texts.within} options={texts.places} chosen={stated.within} />
                </>
              ) : null}
              <Choice name="scope" label={texts.scope} options={texts.scopes} chosen={stated.scope} />
              <Field
                label={texts.base}
                name="base"
                defaultValue={stated.base}
                maxLength={300}
                list="bases"
                placeholder={common.notStated}
              />
              <datalist id="bases">
                {bases.map((each) => (
                  <option key={each} value={each} />
                ))}
              </datalist>
            </FieldRow>
          </Fieldset>
          <Button>{texts.compare}</Button>
        </Panel>
        <FigureSearch asked={search} found={found} />
        <ExpressionBuilder found={found.figures} built={built} operation={operation} />
      </Form>
      <Form action={send}>
        <Hidden values={{ show, slug, ...words, ...stated }} />
        <SameClaim repeats={repeats} />
        <BuiltChoice built={built} />
        <FoundChoice asked={search} found={found} />
        <FigureChoice suggestions={suggestions} none={texts.none} />
        <TextArea
          label={texts.proposition}
          hint={texts.propositionHint}
          name="proposition"
          defaultValue={proposition}
          maxLength={500}
          rows={2}
        />
        <RelationAndNote />
        {signIn ? (
          <a className={buttonClass({ variant: "primary" })} href={signIn}>
            {texts.signIn}
          </a>
        ) : (
          <Button variant="primary">{texts.send}</Button>
        )}
      </Form>
    </>
  );
}

function Hidden({ values }: { values: Record<string, string | number> }) {
  return Object.entries(values).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}

function Choice({
  name,
  label,
  options,
  chosen,
}: {
  name: string;
  label: string;
  options: Record<string, string>;
  chosen: string;
}) {
  return (
    <Select label={label} name={name} defaultValue={chosen}>
      {Object.entries(options).map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </Select>
  );
}
