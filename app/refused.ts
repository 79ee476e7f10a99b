import type { Refused } from "@/components/ui/form-state";

/** The state of a settings form that was refused. The form shows only the sentence. */
export const refused = (sentence: string): Refused<never> => ({
  status: "refused",
  reason: "refused",
  sentence,
});
