import { statisticOf } from "@/components/surveys/statistic-of";
import { type Comparison, daysIn, sayStatistic } from "@/evidence";
import { claimBar } from "@/lib/texts/en/claims";
import type { MeasuredStatistic } from "@/server/work/surveys/read-statistics";
import styles from "./claims.module.css";

const WIDTH = 320;
const HEIGHT = 44;
const PAD = 10;
const MIDDLE = 16;

/** The claimed range as a band, and the measured value as a dot on the same line. The table says the same in words. */
export function ClaimBar({
  comparison,
  statistic,
}: {
  comparison: Comparison;
  statistic: MeasuredStatistic;
}) {
  const { range, distance, slack } = comparison;
  if (!range || statistic.kind === "rank") return null;
  // Durations are compared in days.
  const days = statistic.value * (daysIn(statistic.unit) ?? 1);
  // A change is said without its sign, and compared without it.
  const value = statistic.computed?.operation === "difference" ? Math.abs(days) : days;
  const percent = statistic.unit === "percent";
  const ends = [range[0], range[1], value].filter((end): end is number => end !== null);
  const room = (Math.max(...ends) - Math.min(...ends) || Math.abs(value) || 1) * 0.6;
  const low = percent ? 0 : Math.max(0, Math.min(...ends) - room);
  const high = percent ? 100 : Math.max(...ends) + room;
  const at = (number: number) => PAD + ((number - low) / (high - low)) * (WIDTH - 2 * PAD);
  const from = at(range[0] ?? low);
  const to = at(range[1] ?? high);
  const lower = end(range[0], claimBar.noLower);
  const upper = end(range[1], claimBar.noUpper);
  const name = claimBar.name(lower, upper, sayStatistic(statisticOf(statistic)));
  const rows = [
    [claimBar.from, lower],
    [claimBar.to, upper],
    [claimBar.measured, number(value)],
    [claimBar.distance, distance === null ? "–" : number(distance)],
    [claimBar.close, slack === null ? "–" : claimBar.upTo(number(slack))],
  ] as const;
  return (
    <>
      <svg className={styles.bar} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={name}>
        <line x1={PAD} x2={WIDTH - PAD} y1={MIDDLE} y2={MIDDLE} className={styles.axis} />
        <rect
          x={from}
          width={Math.max(2, to - from)}
          y={MIDDLE - 7}
          height={14}
          rx={2}
          className={styles.band}
        />
        <circle cx={at(value)} cy={MIDDLE} r={5} className={styles.dot} />
        <text x={PAD} y={HEIGHT - 4} className={styles.label}>
          {number(low)}
        </text>
        <text x={WIDTH - PAD} y={HEIGHT - 4} textAnchor="end" className={styles.label}>
          {number(high)}
        </text>
      </svg>
      <details className={styles.numbers}>
        <summary>{claimBar.table}</summary>
        <table>
          <tbody>
            {rows.map(([name, what]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

const number = (value: number) => new Intl.NumberFormat("en", { maximumFractionDigits: 2 }).format(value);
const end = (value: number | null, none: string) => (value === null ? none : number(value));
