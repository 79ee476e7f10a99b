import Link from "next/link";
import page from "@/components/ui/page.module.css";
import styles from "./lost.module.css";

interface Props {
  readonly title: string;
  readonly text: string;
  /** Where one may have wanted to go. */
  readonly ways: readonly { readonly href: string; readonly name: string }[];
}

/** What stands where there is nothing: what happened, and where to go on. */
export function Lost({ title, text, ways }: Props) {
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <h1 className={page.title}>{title}</h1>
      <p className={page.lead}>{text}</p>
      <ul className={`${page.list} ${styles.ways}`}>
        {ways.map(({ href, name }) => (
          <li key={href}>
            <Link href={href} prefetch={false}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
