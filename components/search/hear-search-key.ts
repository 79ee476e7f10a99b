import { singleKeys } from "../ui/free-key";

const WRITING = /^(INPUT|TEXTAREA|SELECT)$/;

/**
 * Makes `/` lead into the search field of the page from wherever one is not writing, or to the page of search where no
 * field is in sight. It works as soon as the page is seen, and not only once all scripts have come.
 */
export function hearSearchKey(): void {
  addEventListener("keydown", (event) => {
    const { key, target, defaultPrevented, ctrlKey, metaKey, altKey } = event;
    if (key !== "/" || defaultPrevented || ctrlKey || metaKey || altKey) return;
    if (!(target instanceof HTMLElement) || target.isContentEditable || WRITING.test(target.tagName)) return;
    if (!singleKeys()) return;
    event.preventDefault();
    const fields = document.querySelectorAll<HTMLInputElement>("[data-search-field]");
    const field = [...fields].find((each) => each.checkVisibility());
    if (!field) location.assign("/search");
    field?.focus();
    field?.select();
  });
}
