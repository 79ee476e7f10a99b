import { Checkbox } from "@/components/ui/checkbox";
import { Fieldset } from "@/components/ui/form";
import { claimList, sameClaim as texts } from "@/lib/texts/en/claims";
import { formatClock } from "@/lib/time";
import type { ReadableClaim } from "@/server/work/claims/read-claims";

/** Claims that may be the one that is being sent, said before; nothing where there are none. */
export function SameClaim({ repeats }: { readonly repeats: readonly ReadableClaim[] }) {
  if (repeats.length === 0) return null;
  return (
    <Fieldset legend={texts.legend}>
      <Checkbox type="radio" name="same" value="" defaultChecked label={texts.none} />
      {repeats.map(({ id, exact, proposition, episode, seconds }) => (
        <Checkbox
          key={id}
          type="radio"
          name="same"
          value={id}
          label={texts.said(proposition ?? claimList.quoted(exact), episode.title, formatClock(seconds))}
        />
      ))}
    </Fieldset>
  );
}
