import { hostOf } from "@/lib/host-of";
import type { MeasuredStatistic } from "@/server/work/surveys/read-statistics";
import styles from "./claims.module.css";

const NOT_STATED = "not stated";
const KINDS = {
  primary: "the survey’s own",
  secondary: "others quoting it",
  spoken: "said elsewhere",
  "on-air": "said in an episode",
};
const SAMPLING = { probability: "a random sample", nonprobability: "opt-in: whoever wanted to" };

/** Where a number comes from: who was asked what, how many, when and how, each "not stated" where it is not. */
export function Passport({ statistic }: { statistic: MeasuredStatistic }) {
  const { wave, survey, base, baseN, source, sourceType } = statistic;
  const asked = base === "respondents" ? "respondents, not further stated" : base;
  const rows: [string, React.ReactNode][] = [
    ["Question", statistic.wording ? `“${statistic.wording}”` : NOT_STATED],
    ["Answer", statistic.category],
    ["Who was counted", asked],
    ["How many (n)", baseN === null ? NOT_STATED : baseN.toLocaleString("en")],
    ["Meant to describe", survey.population ?? NOT_STATED],
    [
      "When",
      wave.fieldStart && wave.fieldEnd ? `${day(wave.fieldStart)} to ${day(wave.fieldEnd)}` : NOT_STATED,
    ],
    ["How", wave.mode ?? NOT_STATED],
    ["Recruited", wave.recruitment ?? NOT_STATED],
    ["Sampling", wave.sampling ? SAMPLING[wave.sampling] : NOT_STATED],
    ["Weighting", wave.weighting ?? NOT_STATED],
    ["Source", <Source key="source" source={source} kind={KINDS[sourceType]} />],
  ];
  if (wave.limits) rows.push(["Limits", wave.limits]);
  if (statistic.note) rows.push(["Note", statistic.note]);
  return (
    <dl className={styles.passport}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={value === NOT_STATED ? styles.unstated : undefined}>{value}</dd>
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

const format = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const day = (date: string) => format.format(new Date(`${date}T00:00:00Z`));
