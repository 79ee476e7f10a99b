"use client";

import { useEffect } from "react";
import styles from "./header-search.module.css";
import { SearchIcon } from "./search-icon";

/**
 * The search field of every page, and on a phone the way to it. `/` leads into it from wherever one is not
 * writing. The page of results has a field of its own, which then is the one.
 */
export function HeaderSearch() {
  useEffect(() => {
    document.addEventListener("keydown", focusSearch);
    return () => document.removeEventListener("keydown", focusSearch);
  }, []);

  return (
    <search className={styles.search}>
      <form className={styles.form} action="/search">
        <label className={styles.field}>
          <SearchIcon />
          <span className="visually-hidden">Search all transcripts</span>
          <input type="search" name="q" placeholder="Search" autoComplete="off" data-search-field />
          <span className={styles.key} aria-hidden="true">
            /
          </span>
        </label>
      </form>
      <a className={styles.link} href="/search">
        <SearchIcon />
        <span className="visually-hidden">Search</span>
      </a>
    </search>
  );
}

function focusSearch(event: KeyboardEvent) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  const fields = [...document.querySelectorAll<HTMLInputElement>("[data-search-field]")];
  const field = fields.find((candidate) => candidate.checkVisibility());
  event.preventDefault();
  if (!field) location.assign("/search");
  field?.focus();
  field?.select();
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  );
}
