import { timeChart } from "@/lib/texts/en/charts";
import styles from "./charts.module.css";

interface Point {
  /** A day or a month, for people to read. */
  readonly when: string;
  /** Null where the value is unknown: the line has a gap there. */
  readonly value: number | null;
}

interface Props {
  readonly title: string;
  /** What the chart shows, in a sentence for screen readers. */
  readonly summary: string;
  readonly points: readonly Point[];
  /** A value in words. */
  readonly say: (value: number) => string;
  /** The heads of the columns in the table. */
  readonly columns: readonly [when: string, value: string];
}

const [WIDTH, HEIGHT] = [600, 160];

/**
 * Values over time as a line that the server draws, with the same values in a table. The words stand outside the
 * drawing, so that they keep their size on a small screen.
 */
export function TimeChart({ title, summary, points, say, columns }: Props) {
  const most = Math.max(1, ...points.map(({ value }) => value ?? 0));
  const x = (i: number) => (points.length > 1 ? (i / (points.length - 1)) * WIDTH : 0);
  const y = (value: number) => HEIGHT - (value / most) * HEIGHT;
  const runs = runsOf(points);
  const id = `chart-${title.toLowerCase().replace(/\W+/g, "-")}`;
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <figcaption id={id}>{title}</figcaption>
      <div className={styles.drawing}>
        <span className={styles.most} aria-hidden="true">
          {say(most)}
        </span>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={summary}>
          {runs.map((run) => (
            <g key={run[0]?.i}>
              <path
                className={styles.area}
                d={`M${x(run[0]?.i ?? 0)} ${HEIGHT}${run.map(({ i, value }) => `L${x(i)} ${y(value)}`).join("")}L${x(run.at(-1)?.i ?? 0)} ${HEIGHT}Z`}
              />
              <path
                className={styles.path}
                d={`M${run.map(({ i, value }) => `${x(i)} ${y(value)}`).join("L")}${run.length === 1 ? "h0.01" : ""}`}
              />
            </g>
          ))}
        </svg>
        <span className={styles.ends} aria-hidden="true">
          <span>{points[0]?.when}</span>
          <span>{points.at(-1)?.when}</span>
        </span>
      </div>
      <details className={styles.table}>
        <summary>{timeChart.table}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{columns[0]}</th>
              <th scope="col">{columns[1]}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ when, value }) => (
              <tr key={when}>
                <th scope="row">{when}</th>
                <td>{value === null ? timeChart.none : say(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** The runs of consecutive points that have a value. */
function runsOf(points: readonly Point[]): { i: number; value: number }[][] {
  const runs: { i: number; value: number }[][] = [];
  points.forEach(({ value }, i) => {
    if (value === null) return;
    const last = runs.at(-1);
    if (last?.at(-1)?.i === i - 1) last.push({ i, value });
    else runs.push([{ i, value }]);
  });
  return runs;
}
