import type { ReactNode } from "react";

/** Text that screen readers say and nobody sees. */
export function VisuallyHidden({ children }: { readonly children: ReactNode }) {
  return <span className="visually-hidden">{children}</span>;
}
