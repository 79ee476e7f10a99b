import { Bar } from "@/components/charts/bar";
import { sayStatistic } from "@/evidence";
import { hostOf } from "@/lib/host-of";
import { questionChart } from "@/lib/texts/en/surveys";
import type { MeasuredStatistic } from "@/server/work/surveys/read-statistics";
import { statisticOf } from "./statistic-of";
import styles from "./surveys.module.css";

interface Props {
  readonly statistics: readonly MeasuredStatistic[];
  /** The statistics to mark, if any. */
  readonly chosen?: readonly number[];
  readonly small?: boolean;
  /** What stands below a bar. */
  readonly under?: (statistic: MeasuredStatistic) => React.ReactNode;
}

/** The answers to a question as horizontal bars, each in a table's row with its value in words. */
export function QuestionChart({ statistics, chosen, small = false, under }: Props) {
  const percents = statistics.every(({ unit }) => unit === "percent");
  const [first] = statistics;
  // What all figures have in common is said once.
  const isOne = !small && statistics.length > 1 && new Set(statistics.map(originOf)).size === 1;
  const most = percents ? 100 : Math.max(...statistics.map(({ value }) => value), 1);
  return (
    <table className={`${styles.chart} ${small ? styles.small : ""}`}>
      {isOne && first ? (
        <caption className={styles.origin}>
          <Base statistic={first} />
        </caption>
      ) : (
        <caption className="visually-hidden">{questionChart.caption}</caption>
      )}
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{questionChart.answer}</th>
          <th scope="col">{questionChart.measured}</th>
        </tr>
      </thead>
      <tbody>
        {statistics.map((statistic) => (
          <tr key={statistic.id} className={chosen?.includes(statistic.id) ? styles.chosen : undefined}>
            <th scope="row">
              {statistic.category}
              {small || isOne ? null : <Base statistic={statistic} />}
            </th>
            <td>
              <span className={styles.line}>
                {statistic.kind === "rank" ? null : (
                  <Bar className={styles.bar} share={statistic.value / most} />
                )}
                <span className={styles.value}>{sayStatistic(statisticOf(statistic))}</span>
              </span>
              {under?.(statistic)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const originOf = ({ base, baseN, source, sourceType }: MeasuredStatistic) =>
  JSON.stringify([base, baseN, source, sourceType]);

function Base({ statistic: { base, baseN, source, sourceType } }: { statistic: MeasuredStatistic }) {
  return (
    <span className={styles.base}>
      {questionChart.base(base, questionChart.n(baseN))} ·{" "}
      {/^https?:/.test(source) ? (
        <a href={source} rel="nofollow noopener ugc">
          {hostOf(source)}
        </a>
      ) : (
        source
      )}
      {sourceType === "primary" ? "" : ` (${sourceType})`}
    </span>
  );
}
