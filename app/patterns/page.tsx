import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { Section } from "@/components/ui/section";
import { readEnvironment } from "@/lib/read-environment";
import { Parts } from "./parts";
import styles from "./patterns.module.css";

export const metadata: Metadata = { title: "Patterns", robots: { index: false } };

/** Every part of the interface kit in both themes, for people who build pages and for the tests of each part. */
export default async function Patterns() {
  // Read the setting when the site serves, not when it is built.
  await connection();
  if (!readEnvironment().patterns) notFound();
  return (
    <Page>
      <PageHeading
        over={<Link href="/">On Record</Link>}
        title="Patterns"
        lead="Every part of the interface, in both themes. Build pages from these."
        facts="components/ui · app/tokens.css"
      />
      <Section title="Parts">
        <div className={styles.themes}>
          {(["light", "dark"] as const).map((theme) => (
            <section key={theme} className={styles.theme} data-theme={theme} aria-label={theme}>
              <Parts theme={theme} />
            </section>
          ))}
        </div>
      </Section>
    </Page>
  );
}
