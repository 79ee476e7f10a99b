import { formatDay } from "@/lib/format-day";
import { hostOf } from "@/lib/host-of";
import { claimList, passport as texts } from "@/lib/texts/en/claims";
import { formatNumber } from "@/lib/texts/en/plural";
import { common } from "@/lib/texts/en/ui";
import type { MeasuredStatistic } from "@/server/work/surveys/read-statistics";
import styles from "./claims.module.css";

/** Where a number comes from: who was asked what, how many, when and how. It says which of these are not stated. */
export function Passport({ statistic }: { statistic: MeasuredStatistic }) {
  const { wave, survey, base, baseN, source, sourceType } = statistic;
  const asked = base === "respondents" ? texts.respondents : base;
  const { notStated } = common;
  const dates = wave.fieldStart && wave.fieldEnd && texts.dates(day(wave.fieldStart), day(wave.fieldEnd));
  const rows: [string, React.ReactNode][] = [
    [texts.question, statistic.wording ? claimList.quoted(statistic.wording) : notStated],
    [texts.answer, statistic.category],
    ...(statistic.computed ? [[texts.computed, statistic.computed.said] as [string, string]] : []),
    [texts.base, asked],
    [texts.n, baseN === null ? notStated : formatNumber(baseN)],
    [texts.population, survey.population ?? notStated],
    [texts.when, dates || notStated],
    [texts.mode, wave.mode ?? notStated],
    [texts.recruitment, wave.recruitment ?? notStated],
    [texts.sampling, wave.sampling ? texts.samplings[wave.sampling] : notStated],
    [texts.weighting, wave.weighting ?? notStated],
    [texts.source, <Source key="source" source={source} kind={texts.sources[sourceType]} />],
  ];
  if (wave.limits) rows.push([texts.limits, wave.limits]);
  if (statistic.note) rows.push([texts.note, statistic.note]);
  return (
    <dl className={styles.passport}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={value === notStated ? styles.unstated : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Source({ source, kind }: { source: string; kind: string }) {
  if (!/^https?:\/\//.test(source)) return `${source} (${kind})`;
  return (
    <>
      <a href={source} rel="nofollow noopener ugc">
        {hostOf(source)}
      </a>{" "}
      ({kind})
    </>
  );
}

const day = (date: string) => formatDay(new Date(`${date}T00:00:00Z`));
