"use client";

import { Button } from "@/components/ui/button";
import { searchForm } from "@/lib/texts/en/search";
import styles from "./search-form.module.css";
import { SearchIcon } from "./search-icon";

interface Choice {
  readonly value: string;
  readonly name: string;
}

interface Props {
  readonly query: string;
  readonly longest: number;
  /** Lists that narrow the search. A list without choices is not shown. */
  readonly filters: readonly {
    /** The name in the address. */
    readonly name: string;
    readonly label: string;
    /** The name of the choice that does not narrow. */
    readonly all: string;
    readonly chosen: string;
    readonly choices: readonly Choice[];
  }[];
}

/** The search field with its filters: a plain form. With scripts, a filter applies at once. */
export function SearchForm({ query, longest, filters }: Props) {
  return (
    <search data-search-page>
      <form className={styles.form} action="/search">
        <div className={styles.line}>
          <label className={styles.field}>
            <SearchIcon />
            <span className="visually-hidden">{searchForm.label}</span>
            <input
              type="search"
              name="q"
              key={query}
              defaultValue={query}
              maxLength={longest}
              placeholder={searchForm.placeholder}
              autoComplete="off"
              // biome-ignore lint/a11y/noAutofocus: whoever opens an empty search wants to type
              autoFocus={query === ""}
              data-search-field
            />
          </label>
          <Button variant="primary" size="large">
            {searchForm.go}
          </Button>
        </div>
        <div className={styles.filters}>
          {filters
            .filter(({ choices, chosen }) => choices.length > 1 || chosen !== "")
            .map(({ name, label, all, chosen, choices }) => (
              <label key={name} className={styles.filter}>
                <span className="visually-hidden">{label}</span>
                <select
                  name={name}
                  key={chosen}
                  defaultValue={chosen}
                  data-chosen={chosen !== "" || undefined}
                  onChange={(event) => event.currentTarget.form?.requestSubmit()}
                >
                  <option value="">{all}</option>
                  {choices.map((choice) => (
                    <option key={choice.value} value={choice.value}>
                      {choice.name}
                    </option>
                  ))}
                </select>
              </label>
            ))}
        </div>
      </form>
    </search>
  );
}
