import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Select } from "@/components/ui/select";
import { queueFilters as texts } from "@/lib/texts/en/review";
import { soundWitness } from "@/lib/texts/en/sound";
import type { ContributionChannel } from "@/server/db";
import styles from "./queue.module.css";

/** What the queue can be narrowed to. Does not compile where a channel has no name. */
const KINDS: Readonly<Record<ContributionChannel | "claim", string>> = texts.kinds;

interface Props {
  readonly shows: readonly { readonly slug: string; readonly title: string }[];
  readonly people: readonly { readonly handle: string; readonly name: string; readonly open: number }[];
  readonly filters: {
    readonly show: string | undefined;
    readonly kind: string | undefined;
    readonly person: string | undefined;
    readonly days: string | undefined;
    readonly sound: string | undefined;
  };
  readonly total: number;
  /** How many claims and surveys await review. */
  readonly claims: number;
}

/** Filters of the queue: a plain form, which works without scripts. */
export function QueueFilters({ shows, people, filters, total, claims }: Props) {
  const filtered = Object.values(filters).some(Boolean);
  return (
    <form method="get" action="/review" className={styles.filters} aria-label={texts.name}>
      {shows.length > 1 ? (
        <Select label={texts.show} name="show" defaultValue={filters.show ?? ""}>
          <option value="">{texts.all}</option>
          {shows.map(({ slug, title }) => (
            <option key={slug} value={slug}>
              {title}
            </option>
          ))}
        </Select>
      ) : null}
      <Select label={texts.kind} name="kind" defaultValue={filters.kind ?? ""}>
        <option value="">{texts.all}</option>
        {Object.entries(KINDS).map(([kind, name]) => (
          <option key={kind} value={kind}>
            {name}
          </option>
        ))}
      </Select>
      <Select label={texts.person} name="person" defaultValue={filters.person ?? ""}>
        <option value="">{texts.everybody}</option>
        {people.map(({ handle, name, open }) => (
          <option key={handle} value={handle}>
            {texts.personCount(name, open)}
          </option>
        ))}
      </Select>
      <Select label={texts.age} name="days" defaultValue={filters.days ?? ""}>
        <option value="">{texts.ages.any}</option>
        <option value="1">{texts.ages.day}</option>
        <option value="7">{texts.ages.week}</option>
        <option value="30">{texts.ages.month}</option>
      </Select>
      <Select label={soundWitness.filter} name="sound" defaultValue={filters.sound ?? ""}>
        <option value="">{texts.all}</option>
        {Object.entries(soundWitness.filters).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </Select>
      <Button>{texts.filter}</Button>
      {filtered ? <Link href="/review">{texts.clear}</Link> : null}
      <span className={styles.total}>
        {/* How many contributions wait stands above their list, which counts each decision. */}
        {total + claims === 0 ? texts.nothing : claims > 0 ? `${texts.claims(claims)} ${texts.waiting}` : ""}
      </span>
    </form>
  );
}
