import type { FormState, SendForm } from "@/components/ui/form-state";
import type { Proposed } from "@/server/work/contributions/proposal";

/** A contribution after sending, as its form shows it. */
export type SentContribution = Pick<Proposed, "id" | "version" | "summary" | "again" | "revision" | "status">;

/** The state of a form that sends a contribution. */
export type SendState = FormState<SentContribution>;

/** Sends a contribution from a form. */
export type Send = SendForm<SentContribution>;
