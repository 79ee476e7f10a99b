import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { firstTexts as texts } from "@/lib/texts/en/first-texts";
import { common } from "@/lib/texts/en/ui";
import type { FirstView } from "@/server/work/first-texts/read-first";
import styles from "./first-text.module.css";

interface Props {
  readonly first: FirstView;
  readonly decide: (form: FormData) => Promise<void>;
}

/** A first transcript that is proposed: where it is from, its text, and what one may do with it. It works without scripts. */
export function FirstText({ first, decide }: Props) {
  const { id, author, channel, createdAt, path, words, speakers, recogniser, message, text } = first;
  const hidden = (decision: string) => (
    <>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="decision" value={decision} />
    </>
  );
  const by = author.handle ? <Link href={`/people/${author.handle}`}>{author.name}</Link> : author.name;
  return (
    <>
      <div className={styles.parts}>
        <Notice live={false}>
          {statusOf(first)} {first.reason}
        </Notice>
        {first.href === null && first.status === "open" ? <p>{texts.isNew}</p> : null}
        <DescriptionList
          entries={[
            [texts.facts.by, by],
            [texts.facts.came, facts([formatDay(createdAt), texts.channels[channel]])],
            [texts.facts.path, path],
            [texts.facts.message, message],
            [texts.facts.words, common.words(words)],
            [texts.facts.speakers, speakers.length === 0 ? texts.noSpeakers : speakers.join(", ")],
            [texts.facts.recogniser, recogniser],
          ]}
        />
        {first.mayDecide ? (
          <>
            <form action={decide}>
              {hidden("accept")}
              <Button variant="primary">{texts.accept}</Button>
            </form>
            <Form action={decide}>
              {hidden("reject")}
              <Field label={texts.reason} hint={texts.reasonHint} name="reason" maxLength={2000} />
              <Button>{texts.reject}</Button>
            </Form>
          </>
        ) : null}
        {first.mayWithdraw ? (
          <form action={decide}>
            {hidden("withdraw")}
            <Button>{texts.withdraw}</Button>
          </form>
        ) : null}
      </div>
      <Section title={texts.text}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard */}
        <pre className={styles.text} tabIndex={0}>
          {text}
        </pre>
      </Section>
    </>
  );
}

function statusOf({ status, decider, author }: FirstView): string {
  if (status === "accepted" || status === "rejected") return texts.status[status](decider ?? author.name);
  return texts.status[status];
}
