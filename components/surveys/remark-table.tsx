import { remarkTable } from "@/lib/texts/en/surveys";
import type { Remark } from "@/server/work/surveys/columns";
import styles from "./surveys.module.css";
import { Wide } from "./wide";

interface Props {
  readonly name: string;
  readonly remarks: readonly Remark[];
  /** Goes to a line of the file to correct it. */
  readonly goTo?: ((line: number) => void) | undefined;
}

/** Errors or warnings about a file, each with its line and column. */
export function RemarkTable({ name, remarks, goTo }: Props) {
  return (
    <Wide name={name}>
      <table className={styles.rows}>
        <caption>{remarkTable.count(name, remarks.length)}</caption>
        <thead>
          <tr>
            {Object.values(remarkTable.heads).map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {remarks.map(({ line, column, code, cell, message }, index) => (
            <tr
              // Remarks on one cell keep the order of the checks.
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
              <td>{column ?? remarkTable.row}</td>
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
