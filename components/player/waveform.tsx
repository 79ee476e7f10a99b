import styles from "./player.module.css";

/** How loud the audio is along its length, as one path behind the line: 200 bars from 0 to f. */
export function Waveform({ bars }: { bars: string }) {
  const path = [...bars]
    .map((bar, index) => {
      // Where it is silent, a hair is left, so that one sees that something was measured.
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
