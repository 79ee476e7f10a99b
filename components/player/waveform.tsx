import styles from "./player.module.css";

/** The loudness along the audio as one path behind the seek bar: 200 bars from 0 to f. */
export function Waveform({ bars }: { bars: string }) {
  const path = [...bars]
    .map((bar, index) => {
      // Silence keeps a thin line, to show that it was measured.
      const height = 1 + Number.parseInt(bar, 16);
      return `M${index + 0.2} ${16 - height}h.6v${2 * height}h-.6z`;
    })
    .join("");
  return (
    <svg
      className={styles.waveform}
      viewBox={`0 0 ${bars.length} 32`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}
