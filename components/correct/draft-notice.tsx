import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { draftNotice as texts } from "@/lib/texts/en/correct";
import type { KeptText } from "./use-draft";
import type { SheetControls } from "./use-sheet";

interface Props {
  readonly kept: Pick<KeptText, "draft" | "startAnew" | "takeOver"> &
    Partial<Pick<SheetControls, "older" | "foundOlder">>;
}

/** Says that the form shows a draft, or that what is typed cannot be kept, and what to do. */
export function DraftNotice({ kept: { draft, older, foundOlder, startAnew, takeOver } }: Props) {
  if (draft === "none") return null;
  if (draft === "lost") return <Notice kind="error">{texts.lost}</Notice>;
  if (draft === "elsewhere")
    return (
      <Notice kind="warning">
        {texts.elsewhere}{" "}
        <Button type="button" size="small" onClick={takeOver}>
          {texts.takeOver}
        </Button>
      </Notice>
    );
  return (
    <Notice kind={older === undefined ? "info" : "warning"}>
      {older === undefined ? texts.found : foundOlder ? texts.older(older) : texts.gone(older)}{" "}
      <Button type="button" size="small" onClick={startAnew}>
        {texts.startAnew}
      </Button>
    </Notice>
  );
}
