import type { AgreeResult } from "@/server/work/contributions/agree";
import type { GapPlace, OpenedGap } from "@/server/work/contributions/read-gap";
import type { Terms } from "@/server/work/contributions/terms-for";
import type { Send } from "./send-state";

/** A gap with the terms on which it is filled. */
export interface GapQuestion {
  readonly gap: OpenedGap;
  readonly terms: Terms;
}

/** What the forms for gaps do on the server. */
export interface GapActions {
  readonly open: (place: GapPlace) => Promise<GapQuestion | null>;
  readonly send: Send;
  readonly agree: (of: {
    id: number;
  }) => Promise<AgreeResult | { readonly ok: false; readonly reason: "sign-in" }>;
}
