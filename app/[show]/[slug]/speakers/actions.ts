"use server";

import { z } from "zod";
import type { SendState } from "@/components/correct/send-state";
import { db } from "@/server/db";
import { currentContributor } from "@/server/work/contributions/current-contributor";
import { nameUnnamed } from "@/server/work/contributions/name-unnamed";
import { formAction } from "../../../form-action";
import { proposalFields, readFields } from "../../../read-fields";
import { sentState } from "../../../sent-state";

// As many as the page lists, and as long as a label can be.
const lines = z.array(z.string().max(200)).max(50);

/** Proposes the names that were typed, all as one contribution. */
export const sendNames = formAction(async (_before: SendState, data: FormData): Promise<SendState> => {
  const labels = lines.safeParse(data.getAll("label"));
  const people = lines.safeParse(data.getAll("person"));
  const pairs =
    labels.success && people.success
      ? labels.data.map((label, i) => [label, people.data[i] ?? ""] as const)
      : [];
  const typed = Object.fromEntries(pairs);
  const read = readFields(proposalFields, data);
  if (!read.ok) return { ...read.refused, typed };
  const { name, documentId, base, agreed, idempotencyKey } = read.fields;
  const result = await nameUnnamed(db(), {
    ...{ documentId, base, agreed, idempotencyKey, names: new Map(pairs) },
    author: await currentContributor(name),
  });
  return sentState(result, typed);
});
