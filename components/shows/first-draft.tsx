import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Buttons, Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { formatStretch } from "@/lib/format-stretch";
import { drafts as texts } from "@/lib/texts/en/drafts";
import { formatClock } from "@/lib/time";
import type { DraftTakes, DraftView } from "@/server/work/drafts/read-draft";
import styles from "./first-draft.module.css";
import { LookAgain } from "./look-again";

type Act = (form: FormData) => Promise<void>;

interface Props {
  readonly place: { readonly show: string; readonly slug: string };
  readonly draft: DraftView;
  readonly ask: Act;
  readonly publish: Act;
  readonly discard: Act;
}

/** An episode's first draft: what making it takes, how far it is, what it says, and what becomes of it. */
export function FirstDraft({ place, draft, ask, publish, discard }: Props) {
  const hidden = (
    <>
      <input type="hidden" name="show" value={place.show} />
      <input type="hidden" name="slug" value={place.slug} />
    </>
  );
  const make = (label: string) => (
    <Form action={ask}>
      {hidden}
      <Takes {...draft.takes} />
      <Buttons>
        <Button variant="primary">{label}</Button>
      </Buttons>
    </Form>
  );
  if (draft.state === "none")
    return draft.hasAudio ? (
      make(texts.make)
    ) : (
      <Notice live={false}>{texts.problems["no-audio-file"]}</Notice>
    );
  if (draft.state === "failed")
    return (
      <>
        <Notice kind="error" live={false}>
          {texts.problem(draft.problem, draft.detail)}
        </Notice>
        {make(texts.again)}
      </>
    );
  if (draft.state === "asked")
    return (
      <Section title={texts.askedBy(draft.asker)}>
        <p role="status">{draft.progress?.message || texts.waits}</p>
        {draft.progress && draft.progress.done < 100 ? (
          <p>
            <label>
              {texts.fetched} <progress value={draft.progress.done} max={100} />
            </label>
          </p>
        ) : null}
        <Takes {...draft.takes} />
        <p>
          <Link href={`/${place.show}/${place.slug}/draft`}>{texts.lookAgain}</Link>
        </p>
        <LookAgain />
      </Section>
    );
  const { recogniser, words, speakers, unsure, hasWordTimes, tookSeconds, text } = draft;
  return (
    <>
      <div className={styles.parts}>
        <Notice kind="warning" live={false}>
          {texts.made(recogniser)}
        </Notice>
        <DescriptionList
          entries={[
            [texts.facts.words, texts.words(words)],
            [texts.facts.speakers, texts.speakers(speakers)],
            [texts.facts.times, texts.times(hasWordTimes)],
            [texts.facts.unsure, unsure !== null && texts.unsure(unsure)],
            [texts.facts.took, tookSeconds !== null && formatStretch(tookSeconds)],
          ]}
        />
        <p>{texts.publishHint}</p>
        <div className={styles.acts}>
          <form action={publish}>
            {hidden}
            <Button variant="primary">{texts.publish}</Button>
          </form>
          <form action={discard}>
            {hidden}
            <Button>{texts.discard}</Button>
          </form>
        </div>
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

/** What making a draft takes, said before. */
function Takes({ audio, seconds, cost }: DraftTakes) {
  if (audio === null) return <p>{texts.takes.lengthUnknown}</p>;
  return (
    <p>
      {texts.takes.audio(formatClock(audio))}{" "}
      {seconds === null ? texts.takes.timeUnknown : texts.takes.time(formatStretch(seconds))}{" "}
      {cost ? texts.takes.cost(cost.amount, cost.currency) : texts.takes.noCost}
    </p>
  );
}
