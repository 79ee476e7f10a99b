import type { Remark } from "@/server/work/surveys/columns";
import styles from "./surveys.module.css";
import { Wide } from "./wide";

interface Props {
  readonly name: string;
  readonly remarks: readonly Remark[];
  /** Goes to a line of the file, where it can be mended at once. */
  readonly goTo?: ((line: number) => void) | undefined;
}

/** What is to be said about a file, each with its line and column. */
export function RemarkTable({ name, remarks, goTo }: Props) {
  return (
    <Wide name={name}>
      <table className={styles.rows}>
        <caption>
          {name}: {remarks.length}
        </caption>
        <thead>
          <tr>
            {["Line", "Column", "What", "Cell", "What to do"].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {remarks.map(({ line, column, code, cell, message }, index) => (
            <tr
              // Remarks on one cell stand in the order of the checks.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              key={index}
            >
              <td>
                {goTo ? (
                  <button type="button" className={styles.goTo} onClick={() => goTo(line)}>
                    {line}
                  </button>
                ) : (
                  line
                )}
              </td>
              <td>{column ?? "the row"}</td>
              <td>
                <code>{code}</code>
              </td>
              <td>{cell}</td>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
