import { Fragment, type ReactNode } from "react";
import styles from "./description-list.module.css";

interface Props {
  /** Names and values. An entry whose value is null, undefined or false is left out. */
  readonly entries: readonly (readonly [name: string, value: ReactNode])[];
}

/** Names with their values beside them. */
export function DescriptionList({ entries }: Props) {
  return (
    <dl className={styles.list}>
      {entries
        .filter(([, value]) => value !== null && value !== undefined && value !== false)
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
