"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { Buttons } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { bringShow as texts } from "@/lib/texts/en/shows";

interface Props {
  readonly id: string;
  /** The show's slug. */
  readonly show: string;
  readonly state: "waiting" | "running" | "done" | "failed" | "cancelled";
  readonly error: string | null;
  readonly progress: { readonly done: number; readonly total?: number; readonly message?: string } | null;
  /** Whether there is something to look at already. */
  readonly isHere: boolean;
}

// In milliseconds.
const LOOK_AGAIN = 2000;

/** How far an import has come. It looks again by itself; without scripts there is a link. */
export function ImportProgress({ id, show, state, error, progress, isHere }: Props) {
  const router = useRouter();
  const goesOn = state === "waiting" || state === "running";
  useEffect(() => {
    if (!goesOn) return;
    const timer = setInterval(() => router.refresh(), LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [goesOn, router]);
  const [said, ...remarks] = progress?.message?.split("\n") ?? [];
  return (
    <Section title={`/${show}`}>
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
        {isHere ? <ButtonLink href={`/${show}`}>{goesOn ? texts.seeNow : texts.see}</ButtonLink> : null}
        {goesOn ? (
          <Link href={`/new/${id}`}>{texts.lookAgain}</Link>
        ) : (
          <Link href="/new">{texts.another}</Link>
        )}
      </Buttons>
    </Section>
  );
}
