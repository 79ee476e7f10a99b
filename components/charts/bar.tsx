import styles from "./charts.module.css";

/** A bar in a table's row, beside the value in words. `share` is the part of the full length, from 0 to 1. */
export function Bar({ share, className = "" }: { readonly share: number; readonly className?: string }) {
  return (
    <svg
      className={`${styles.bar} ${className}`}
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect width={Math.max(0.5, 100 * share)} height="10" />
    </svg>
  );
}
