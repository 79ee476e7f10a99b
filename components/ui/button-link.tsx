import type { ComponentProps } from "react";
import { Link } from "@/components/ui/link";
import { type ButtonLook, buttonClass } from "./button-class";

interface Props extends Omit<ComponentProps<typeof Link>, "className">, ButtonLook {}

/** A link that looks like a button. It leads to a page where the reader does something. */
export function ButtonLink({ variant, size, ...link }: Props) {
  return <Link {...link} className={buttonClass({ variant, size })} />;
}
