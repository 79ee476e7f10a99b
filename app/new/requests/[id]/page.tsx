import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { DecideRequest } from "@/components/shows/decide-request";
import { ProveShow } from "@/components/shows/prove-show";
import { ButtonLink } from "@/components/ui/button-link";
import { Buttons } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { readEnvironment } from "@/lib/read-environment";
import { rowId } from "@/lib/row-id";
import { requestPage as texts } from "@/lib/texts/en/ownership";
import { textOf } from "@/lib/texts/text-of";
import { db } from "@/server/db";
import { readLook } from "@/server/doors/proofs/look-for-proof-job";
import { currentPerson } from "@/server/people/accounts/current-person";
import { PROOF_FILE, requestHref } from "@/server/work/ownership/finding";
import { type RequestView, readRequest } from "@/server/work/ownership/read-request";
import { decideOnRequest, lookNow, withdrawMyRequest } from "./actions";

export const metadata: Metadata = { title: texts.metaTitle, robots: { index: false } };

/** One request for a show: how it can be proved, what was found, what became of it. For whoever asks, and administrators. */
export default async function RequestPage({ params, searchParams }: PageProps<"/new/requests/[id]">) {
  const id = rowId.safeParse((await params).id);
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?callbackUrl=/new${id.success ? `/requests/${id.data}` : ""}`);
  const request = id.success ? await readRequest(db(), { id: id.data, personId: person.id }) : null;
  if (!request) notFound();
  const { said } = await searchParams;
  const problem = textOf(texts.problems, said);
  const isMine = request.person.id === person.id;
  const isOpen = request.status === "open";
  const look = request.lookId ? await readLook(db(), request.lookId) : null;
  return (
    <Page narrow>
      <PageHeading
        over={request.kind === "own" ? <Link href={`/${request.slug}`}>{request.title}</Link> : undefined}
        title={texts.title[request.kind](request.title)}
        lead={isOpen && isMine ? texts.lead[request.kind] : undefined}
      />
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      {isOpen ? null : <Outcome {...request} isMine={isMine} />}
      {isOpen && isMine ? (
        <ProveShow
          {...{ request, look, file: PROOF_FILE, href: requestHref(request.id) }}
          mails={readEnvironment().mail !== undefined}
          send={lookNow}
          withdraw={withdrawMyRequest}
        />
      ) : null}
      {isOpen && !isMine ? <DecideRequest {...{ request }} decide={decideOnRequest} /> : null}
    </Page>
  );
}

function Outcome(outcome: RequestView & { readonly isMine: boolean }) {
  const { status, role, person, deciderName, reason, slug, importId, isMine } = outcome;
  const { granted, grantedTo, refused, withdrawn } = texts.status;
  if (status === "granted")
    return (
      <>
        <Notice kind="success" live={false}>
          {isMine
            ? granted[role === "owner" ? "owner" : "maintainer"]
            : grantedTo[role === "owner" ? "owner" : "maintainer"](person.name)}
        </Notice>
        {reason ? <p>{texts.reason(reason)}</p> : null}
        <Buttons>
          {importId === null ? (
            <>
              <ButtonLink href={`/${slug}`}>{texts.openShow}</ButtonLink>
              <Link href={`/${slug}/settings`}>{texts.openSettings}</Link>
            </>
          ) : (
            <ButtonLink href={`/new/${importId}`}>{texts.openImport}</ButtonLink>
          )}
        </Buttons>
      </>
    );
  return (
    <Notice kind="info" live={false}>
      {status === "refused" ? refused(deciderName ?? "") : withdrawn} {reason ? texts.reason(reason) : null}
    </Notice>
  );
}
