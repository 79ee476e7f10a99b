/** A triangle. */
export function PlayIcon() {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path d="M8 5.5v13l10.5-6.5z" fill="currentColor" />
    </svg>
  );
}

/** Two bars. */
export function PauseIcon() {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path d="M7 5.5h3.5v13H7zM13.5 5.5H17v13h-3.5z" fill="currentColor" />
    </svg>
  );
}

/** A turning arrow around the number of seconds. */
export function SkipIcon({ back = false }: { back?: boolean }) {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <g transform={back ? undefined : "matrix(-1 0 0 1 24 0)"}>
        <path d="M12 4.5a8 8 0 1 1-7.7 5.8" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M12.4 1.3v6.4L8.2 4.5z" fill="currentColor" />
      </g>
      <text x="12" y="15.6" textAnchor="middle" fontSize="8" fontWeight="600" fill="currentColor">
        15
      </text>
    </svg>
  );
}
