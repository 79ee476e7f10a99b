import Link from "next/link";
import { pager } from "@/lib/texts/en/ui";
import styles from "./pager.module.css";

interface Props {
  readonly page: number;
  /** How many pages there are; unknown where it would take long to count. */
  readonly pages?: number;
  /** Whether there is a page after this one, where `pages` is unknown. */
  readonly more?: boolean;
  readonly hrefOf: (page: number) => string;
  /** What the ways back and on are called. */
  readonly names?: { readonly back: string; readonly on: string };
  readonly label?: string;
}

/** The way from one page of a list to the next. Nothing where the list has one page. */
export function Pager({ page, pages, more, hrefOf, names, label = pager.label }: Props) {
  const isLast = pages === undefined ? !more : page >= pages;
  if (page <= 1 && isLast) return null;
  const { back, on } = names ?? { back: pager.previous, on: pager.next };
  const link = (to: number, name: string) => (
    <Link href={hrefOf(to)} prefetch={false}>
      {name}
    </Link>
  );
  return (
    <nav className={styles.pager} aria-label={label}>
      <span>{page > 1 ? link(page - 1, back) : null}</span>
      <span>{pages === undefined ? null : pager.page(page, pages)}</span>
      <span>{isLast ? null : link(page + 1, on)}</span>
    </nav>
  );
}
