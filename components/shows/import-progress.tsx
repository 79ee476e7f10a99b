import { ButtonLink } from "@/components/ui/button-link";
import { Buttons } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { bringShow as texts } from "@/lib/texts/en/shows";
import { LookAgain } from "./look-again";

interface Props {
  readonly id: string;
  /** What is imported: a show's address here, or a repository's. */
  readonly of: string;
  readonly state: "waiting" | "running" | "done" | "failed" | "cancelled";
  readonly error: string | null;
  readonly progress: { readonly done: number; readonly total?: number; readonly message?: string } | null;
  /** Where there is something to look at already: the show's slug, or "" for the first page. Null where there is not. */
  readonly show: string | null;
}

/** How far an import has come. It looks again by itself; without scripts there is a link. */
export function ImportProgress({ id, of, show, state, error, progress }: Props) {
  const goesOn = state === "waiting" || state === "running";
  const [said, ...remarks] = progress?.message?.split("\n") ?? [];
  return (
    <Section title={of}>
      {goesOn ? <LookAgain /> : null}
      {error === null ? (
        <p role="status">{texts.states[state === "cancelled" ? "failed" : state]}</p>
      ) : (
        <Notice kind="error" live={false}>
          {goesOn ? texts.again(error) : texts.failed(error)}
        </Notice>
      )}
      {goesOn && progress?.total ? (
        <p>
          <label>
            {texts.of(progress.done, progress.total)} <progress value={progress.done} max={progress.total} />
          </label>
        </p>
      ) : null}
      {said ? <p>{said}</p> : null}
      {remarks.length > 0 ? (
        <ul>
          {[...new Set(remarks)].map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      ) : null}
      <Buttons>
        {show !== null ? (
          <ButtonLink href={`/${show}`}>{goesOn ? texts.seeNow : show ? texts.see : texts.seeAll}</ButtonLink>
        ) : null}
        {goesOn ? (
          <Link href={`/new/${id}`}>{texts.lookAgain}</Link>
        ) : (
          <Link href="/new">{texts.another}</Link>
        )}
      </Buttons>
    </Section>
  );
}
