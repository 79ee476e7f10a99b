/** What to copy: plain text, and optionally the same as HTML. */
interface Copied {
  readonly text: string;
  readonly html?: string;
}

/**
 * Copies to the clipboard, even on a page without HTTPS or where the browser refuses the new way; says whether it
 * worked.
 */
export async function copy(what: Copied): Promise<boolean> {
  try {
    const kinds = { "text/plain": what.text, ...(what.html ? { "text/html": what.html } : {}) };
    const item = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(item))]);
    return true;
  } catch {
    return copyByCommand(what);
  }
}

// Deprecated, but the only way on a page without HTTPS.
function copyByCommand({ text, html }: Copied): boolean {
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    if (html) event.clipboardData?.setData("text/html", html);
    event.preventDefault();
  };
  document.addEventListener("copy", put, { once: true });
  try {
    return document.execCommand("copy");
  } finally {
    document.removeEventListener("copy", put);
  }
}
