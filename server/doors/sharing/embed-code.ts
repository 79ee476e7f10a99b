/** How large a frame for the player is, in pixels: as wide as a column of text, and high enough to read along. */
export const EMBED_SIZE = { width: 640, height: 420 } as const;

interface Frame {
  /** The whole address of the player. */
  readonly src: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
}

/** The HTML that shows an episode in another site's page. Whatever the title holds, nothing in it leaves its place. */
export function embedCode({ src, title, width, height }: Frame): string {
  return (
    `<iframe src="${quoted(src)}" title="${quoted(title)}" width="${width}" height="${height}" ` +
    `style="max-width:100%;border:1px solid #ddd8cc;border-radius:8px" loading="lazy" allow="autoplay"></iframe>`
  );
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const quoted = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
