import { singleKeys } from "../ui/single-keys";

const WRITING = /^(INPUT|TEXTAREA|SELECT)$/;

/**
 * Makes `/` focus the page's search field, or open the search page where no field is visible. It works as soon as the
 * page is drawn, before other scripts.
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
