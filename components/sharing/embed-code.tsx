import { Disclosure } from "@/components/ui/disclosure";
import { TextArea } from "@/components/ui/field";
import { embedCode as texts } from "@/lib/texts/en/shows";

/** The HTML that embeds the episode in another page, closed until somebody opens it. */
export function EmbedCode({ code }: { code: string }) {
  return (
    <Disclosure summary={texts.title}>
      <TextArea label={texts.label} font="code" rows={4} readOnly value={code} />
    </Disclosure>
  );
}
