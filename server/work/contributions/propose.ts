import type { Database } from "@/server/db";
import { prepare } from "./prepare";
import type { Amendment, ParagraphProposal, Proposal, ProposeResult } from "./proposal";
import { write } from "./write";

/** Proposes a change, or another version of one that is undecided: what it comes to, then the writing of it. */
export async function propose(
  db: Database,
  proposal: Proposal | ParagraphProposal | Amendment,
): Promise<ProposeResult> {
  const result = await prepare(db, proposal);
  return result.ok ? write(db, result.prepared) : result;
}
