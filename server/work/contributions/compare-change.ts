import { parseDocument } from "@/server/text/documents/parse-document";
import type { Source } from "@/server/text/documents/read-source";
import type { Aside } from "@/server/text/threads/run-aside";
import type { Splice } from "@/transcript";
import { checkProposal } from "./check-proposal";
import { compareAside } from "./compare-aside";
import { type Described, describeChange } from "./describe-change";
import type { TextProblem } from "./refusal";

interface Change {
  readonly path: string;
  readonly before: Pick<Source, "transcript" | "text">;
  /** The whole text that is proposed. */
  readonly text: string;
  /** The segments, [start, end), that were meant to change. */
  readonly within?: readonly [start: number, end: number] | undefined;
}

/** What `describeChange` asks beside the texts. */
interface Where {
  readonly at: number | null;
  readonly notes: boolean;
}

export type ComparedChange =
  | {
      readonly ok: true;
      readonly splices: readonly Splice[];
      /** What it is called, once it is known where it is heard. */
      readonly sayWhat: (where: Where) => Promise<Aside<Described>>;
    }
  | { readonly ok: false; readonly reason: TextProblem };

/** Compares a proposal with its base, beside this process where they are large: `checkProposal`, `describeChange`. */
export async function compareChange({ path, before, text, within }: Change): Promise<ComparedChange> {
  const transcript = before.transcript;
  const texts = { path, before: before.text, after: text };
  let parsed: ReturnType<typeof parseDocument> | undefined;
  const after = () => (parsed ??= parseDocument({ path, text }));
  const checked = await compareAside("check", { ...texts, within }, () =>
    checkProposal({ before: transcript, after: after(), within }),
  );
  if (!checked.ok) return checked;
  if (!checked.result.ok) return checked.result;
  const { splices } = checked.result;
  return {
    ok: true,
    splices,
    sayWhat: (where) =>
      compareAside("describe", { ...texts, splices, ...where }, () =>
        describeChange({ before: transcript, after: after(), splices, ...where }),
      ),
  };
}
