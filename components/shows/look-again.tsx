"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

// In milliseconds.
const LOOK_AGAIN = 2000;

/** Reads the page again while something on it goes on. */
export function LookAgain() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
