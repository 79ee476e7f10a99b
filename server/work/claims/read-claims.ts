import { type Comparison, findQuantities, type Quantity, type Scope } from "@/evidence";
import type { ClaimStatus, EvidenceRelation, Reader } from "@/server/db";
import type { MeasuredStatistic } from "@/server/work/surveys/read-statistics";
import { compareWith, episodeName, saidWhen } from "./compare-with";
import { quantitySchema } from "./quantity-schema";
import { readRested } from "./read-rested";

/** A claim as pages show it. */
export interface ReadableClaim {
  readonly id: number;
  readonly status: ClaimStatus;
  readonly show: { readonly id: number; readonly slug: string; readonly title: string };
  readonly episode: { readonly id: number; readonly slug: string; readonly title: string };
  /** Where else it is said. */
  readonly repeats: readonly ClaimPlace[];
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly segmentId: number;
  readonly firstWord: number;
  readonly lastWord: number;
  /** When it is said, in seconds. */
  readonly seconds: number;
  /** The revision from which on its words are not in the text; null while they are. */
  readonly lostAt: number | null;
  readonly speaker: string | null;
  readonly quantity: Quantity;
  /** The words that state the quantity; null if they cannot be found. */
  readonly said: string | null;
  readonly scope: Scope | null;
  readonly base: string | null;
  readonly proposition: string | null;
  readonly proposerName: string;
  readonly proposerId: string | null;
  readonly proposedAt: Date;
  readonly deciderName: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
  readonly evidence: readonly HeldEvidence[];
}

/** A further place where a claim is said. */
export interface ClaimPlace {
  /** The anchor's. */
  readonly id: number;
  readonly status: "proposed" | "accepted";
  readonly episode: { readonly id: number; readonly slug: string; readonly title: string };
  readonly exact: string;
  readonly segmentId: number;
  readonly firstWord: number;
  readonly lastWord: number;
  readonly seconds: number;
  readonly lostAt: number | null;
  readonly proposerId: string | null;
  readonly proposerName: string | null;
}

/** A statistic that a claim is compared with. */
export interface HeldEvidence {
  readonly id: number;
  readonly status: "proposed" | "accepted";
  readonly relation: EvidenceRelation;
  readonly note: string | null;
  readonly proposerName: string;
  readonly proposerId: string | null;
  /** As it was when it was linked. */
  readonly statistic: MeasuredStatistic;
  readonly comparison: Comparison;
  /** Its newest version, if that has another value. */
  readonly now: MeasuredStatistic | null;
  /** Earlier comparisons that a maintainer renewed after corrections, newest first. */
  readonly before: readonly {
    readonly statistic: MeasuredStatistic;
    readonly comparison: Comparison;
    readonly until: Date;
  }[];
}

/**
 * Reads claims by id, in the order of ids; missing ones are left out. `waiting` includes evidence proposed
 * for published claims, which only reviewers may see.
 */
export async function readClaims(
  db: Reader,
  ids: readonly number[],
  { waiting = false }: { waiting?: boolean } = {},
): Promise<ReadableClaim[]> {
  if (ids.length === 0) return [];
  const claims = await db.claim.findMany({
    where: { id: { in: [...ids] } },
    include: {
      anchors: {
        where: { status: { in: waiting ? ["accepted", "proposed"] : ["accepted"] } },
        orderBy: { id: "asc" },
        include: {
          document: { select: { path: true, episode: { select: { id: true, slug: true, title: true } } } },
        },
      },
      evidence: {
        where: { status: { not: "rejected" } },
        orderBy: { id: "asc" },
        include: { terms: { orderBy: { position: "asc" } } },
      },
      episode: {
        select: {
          id: true,
          slug: true,
          title: true,
          publishedAt: true,
          show: { select: { id: true, slug: true, title: true } },
        },
      },
    },
  });
  const links = claims.flatMap(({ evidence }) => evidence);
  const restedOn = await readRested(db, links);
  const place = new Map(ids.map((id, at) => [id, at]));
  return claims
    .flatMap((claim) => {
      const [anchor, ...others] = claim.anchors;
      const quantity = quantitySchema.safeParse(claim.quantity);
      if (!anchor || !quantity.success) return [];
      const comparable = {
        quantity: quantity.data,
        scope: claim.scope as Scope | null,
        base: claim.base,
        episode: episodeName(anchor.document.path),
        said: saidWhen(anchor, claim.episode.publishedAt),
      };
      const decided = claim.status === "published" || claim.status === "retired";
      const evidence = claim.evidence.flatMap((link): HeldEvidence[] => {
        const { id, status, relation, note, proposerName, proposerId } = link;
        if (status !== "accepted" && (status !== "proposed" || (decided && !waiting))) return [];
        const rested = restedOn(link);
        if (!rested) return [];
        const { statistic, now } = rested;
        const before = claim.evidence.flatMap((other) => {
          const was = restedOn(other)?.statistic;
          if (other.status !== "replaced" || other.statisticId !== link.statisticId) return [];
          if (other.operation !== link.operation || termsOf(other) !== termsOf(link)) return [];
          if (!was || !other.decidedAt) return [];
          return [
            {
              statistic: was,
              comparison: compareWith({ ...comparable, linked: other }, was),
              until: other.decidedAt,
            },
          ];
        });
        return [
          {
            ...{ id, status, relation, note, proposerName, proposerId, statistic, now },
            comparison: compareWith({ ...comparable, linked: link }, statistic),
            before: before.reverse(),
          },
        ];
      });
      const { episode, proposerName, proposerId, deciderName, ...rest } = claim;
      const { exact, prefix, suffix, segmentId, firstWord, lastWord, seconds, lostAt } = anchor;
      return {
        ...{
          id: rest.id,
          status: rest.status,
          speaker: rest.speaker,
          base: rest.base,
          proposition: rest.proposition,
        },
        ...{
          proposedAt: rest.proposedAt,
          decidedAt: rest.decidedAt,
          reason: rest.reason,
          scope: comparable.scope,
        },
        ...{ exact, prefix, suffix, segmentId, firstWord, lastWord, seconds, lostAt },
        show: episode.show,
        episode: { id: episode.id, slug: episode.slug, title: episode.title },
        repeats: others.map(
          (other): ClaimPlace => ({
            status: other.status === "proposed" ? "proposed" : "accepted",
            id: other.id,
            ...{ episode: other.document.episode, exact: other.exact, segmentId: other.segmentId },
            ...{ firstWord: other.firstWord, lastWord: other.lastWord, seconds: other.seconds },
            ...{ lostAt: other.lostAt, proposerId: other.proposerId, proposerName: other.proposerName },
          }),
        ),
        quantity: quantity.data,
        said: saidIn(exact, quantity.data),
        proposerName,
        proposerId,
        deciderName,
        evidence,
      };
    })
    .sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

const termsOf = ({ terms }: { readonly terms: readonly { readonly statisticId: number }[] }): string =>
  String(terms.map(({ statisticId }) => statisticId));

/** The words of a quote that state a quantity. */
function saidIn(exact: string, wanted: Quantity): string | null {
  const same = findQuantities(exact).find(
    ({ quantity }) =>
      quantity.value === wanted.value &&
      String(quantity.range) === String(wanted.range) &&
      quantity.kind === wanted.kind,
  );
  if (!same) return null;
  const said = exact.slice(same.start, same.end);
  // In lower case, since it appears within a sentence.
  return said.charAt(0).toLowerCase() + said.slice(1);
}
