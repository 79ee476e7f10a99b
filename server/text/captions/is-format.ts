import { TRANSCRIPT_FORMATS } from "@/lib/transcript-formats";

export type Format = keyof typeof TRANSCRIPT_FORMATS;

export function isFormat(text: string): text is Format {
  return Object.hasOwn(TRANSCRIPT_FORMATS, text);
}
