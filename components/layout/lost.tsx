import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import styles from "./lost.module.css";

interface Props {
  readonly title: string;
  readonly text: string;
  /** Pages that the reader may have looked for. */
  readonly ways: readonly { readonly href: string; readonly name: string }[];
}

/** The page for an unknown address: what happened, and where to go. */
export function Lost({ title, text, ways }: Props) {
  return (
    <Page narrow>
      <PageHeading title={title} lead={text} />
      <ul className={`${page.list} ${styles.ways}`}>
        {ways.map(({ href, name }) => (
          <li key={href}>
            <Link href={href}>{name}</Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
