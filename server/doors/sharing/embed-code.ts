/**
 * The default size of the player's frame in pixels: as wide as a column of text, and high enough to read
 * along.
 */
export const EMBED_SIZE = { width: 640, height: 420 } as const;

interface Frame {
  /** The player's absolute address. */
  readonly src: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
}

/** The HTML that embeds an episode in another site's page. The title is escaped. */
export function embedCode({ src, title, width, height }: Frame): string {
  return (
    `<iframe src="${quoted(src)}" title="${quoted(title)}" width="${width}" height="${height}" ` +
    `style="max-width:100%;border:1px solid #ddd8cc;border-radius:8px" loading="lazy" allow="autoplay"></iframe>`
  );
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const quoted = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
