"use client";

import { useEffect, useState } from "react";
import { askAccount } from "@/components/layout/ask-account";
import { Link } from "@/components/ui/link";
import { settingsLink as texts } from "@/lib/texts/en/ownership";

/** Leads those who run a show to its settings. One copy of the page serves all readers, so it asks who reads it. */
export function SettingsLink({ show }: { readonly show: string }) {
  const [isTheirs, setTheirs] = useState(false);
  useEffect(() => {
    let stopped = false;
    askAccount()
      .then(({ admin, shows }) => !stopped && setTheirs(admin || shows.includes(show)))
      // Without an answer the account's own page still leads there.
      .catch(() => {});
    return () => {
      stopped = true;
    };
  }, [show]);
  return isTheirs ? (
    <>
      <Link href={`/${show}/settings`}>{texts.settings}</Link>
      <Link href={`/review?show=${show}`}>{texts.review}</Link>
    </>
  ) : null;
}
