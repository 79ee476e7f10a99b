"use client";

import styles from "./search-form.module.css";
import { SearchIcon } from "./search-icon";

interface Choice {
  readonly value: string;
  readonly name: string;
}

interface Props {
  readonly query: string;
  readonly longest: number;
  /** What the search can be narrowed to; a list with nothing to choose is not shown. */
  readonly filters: readonly {
    /** In the address. */
    readonly name: string;
    readonly label: string;
    /** The choice that narrows nothing. */
    readonly all: string;
    readonly chosen: string;
    readonly choices: readonly Choice[];
  }[];
}

/** What is looked for, and where. A form of the plainest kind; where scripts run, a choice is taken at once. */
export function SearchForm({ query, longest, filters }: Props) {
  return (
    <search data-search-page>
      <form className={styles.form} action="/search">
        <div className={styles.line}>
          <label className={styles.field}>
            <SearchIcon />
            <span className="visually-hidden">Search all transcripts</span>
            <input
              type="search"
              name="q"
              key={query}
              defaultValue={query}
              maxLength={longest}
              placeholder="A word, or a “whole phrase”"
              autoComplete="off"
              // biome-ignore lint/a11y/noAutofocus: one who opens an empty search has come to type
              autoFocus={query === ""}
              data-search-field
            />
          </label>
          <button type="submit" className={styles.go}>
            Search
          </button>
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
