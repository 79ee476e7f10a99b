/** What to put on the clipboard: text, and the same as HTML where it is more than that. */
interface Copied {
  readonly text: string;
  readonly html?: string;
}

/** Copies, also where the page is not served securely or the browser asks for permission; tells whether it did. */
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

// Deprecated, and still the only way on a page that is not served securely.
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
