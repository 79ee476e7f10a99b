"use client";

import { Button } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { failed } from "@/lib/texts/en/layout";

/** Stands in place of a page that failed. The reader can try again. */
export default function ErrorPage({ reset }: { reset: () => void }) {
  return (
    <Page narrow>
      <PageHeading title={failed.title} lead={failed.lead} />
      <p>
        <Button type="button" variant="primary" onClick={reset}>
          {failed.again}
        </Button>
      </p>
    </Page>
  );
}
