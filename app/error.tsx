"use client";

import page from "@/components/ui/page.module.css";

/** What stands where something broke: that it is not the reader's fault, and what to do. */
export default function ErrorPage({ reset }: { reset: () => void }) {
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <h1 className={page.title}>This page could not be made.</h1>
      <p className={page.lead}>Nothing of yours was lost. The cause has been written to the server’s log.</p>
      <p className={page.section}>
        <button type="button" className={page.button} onClick={reset}>
          Try again
        </button>
      </p>
    </div>
  );
}
