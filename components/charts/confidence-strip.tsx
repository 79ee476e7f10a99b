import styles from "./charts.module.css";

type Part = "sure" | "unsure" | "none";

interface Props {
  /** Equal parts of the audio, in order. */
  readonly parts: readonly Part[];
  /** How loud each is, from 0 to f; null where nobody has measured it. */
  readonly bars: string | null;
  /** What it shows, in a sentence. */
  readonly label: string;
  readonly names: Readonly<Record<Part, string>>;
}

const KINDS = ["sure", "unsure", "none"] as const;
const USUAL = 8;

/** The loudness of an audio file along its length, and how sure it is which words are heard where. */
export function ConfidenceStrip({ parts, bars, label, names }: Props) {
  const height = (part: number) => {
    const bar = bars?.[Math.floor((part * bars.length) / parts.length)];
    return 1 + (bar === undefined ? USUAL : Number.parseInt(bar, 16));
  };
  // The kinds differ by their place too, not by colour alone: what is unsure hangs, what has no words lies on the line.
  const path = (kind: Part) =>
    parts
      .map((part, i) => {
        if (part !== kind) return "";
        const size = kind === "none" ? 1 : height(i);
        return kind === "unsure"
          ? `M${i + 0.1} 17h.8v${size}h-.8z`
          : `M${i + 0.1} ${17 - size}h.8v${size}h-.8z`;
      })
      .join("");
  return (
    <figure className={styles.strip}>
      <svg viewBox={`0 0 ${parts.length} 34`} preserveAspectRatio="none" role="img" aria-label={label}>
        {KINDS.map((kind) => (
          <path key={kind} className={styles[kind]} d={path(kind)} />
        ))}
      </svg>
      <figcaption>
        {KINDS.map((kind) => (
          <span key={kind}>
            <svg viewBox="0 0 10 10" aria-hidden="true">
              <rect className={styles[kind]} width="10" height="10" />
            </svg>
            {names[kind]}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
