import { Link } from "@/components/ui/link";
import { pager } from "@/lib/texts/en/ui";
import styles from "./pager.module.css";

interface Props {
  readonly page: number;
  /** The number of pages; undefined where counting them is slow. */
  readonly pages?: number;
  /** Whether a page follows, where `pages` is undefined. */
  readonly more?: boolean;
  readonly hrefOf: (page: number) => string;
  /** The names of the links back and forward. */
  readonly names?: { readonly back: string; readonly on: string };
  readonly label?: string;
}

/** Links to the previous and the next page of a list. Nothing for a single page. */
export function Pager({ page, pages, more, hrefOf, names, label = pager.label }: Props) {
  const isLast = pages === undefined ? !more : page >= pages;
  if (page <= 1 && isLast) return null;
  const { back, on } = names ?? { back: pager.previous, on: pager.next };
  const link = (to: number, name: string) => <Link href={hrefOf(to)}>{name}</Link>;
  return (
    <nav className={styles.pager} aria-label={label}>
      <span>{page > 1 ? link(page - 1, back) : null}</span>
      <span>{pages === undefined ? null : pager.page(page, pages)}</span>
      <span>{isLast ? null : link(page + 1, on)}</span>
    </nav>
  );
}
