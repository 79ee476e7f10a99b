import type { Refused } from "@/components/ui/form-state";

/** A form of the settings that was refused: the sentence says all that the form shows. */
export const refused = (sentence: string): Refused<never> => ({
  status: "refused",
  reason: "refused",
  sentence,
});
