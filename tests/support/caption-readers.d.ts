// Readers of captions that have no types of their own.

declare module "webvtt-parser" {
  interface Parsed {
    readonly cues: readonly { readonly startTime: number; readonly endTime: number; readonly text: string }[];
    readonly errors: readonly { readonly message: string; readonly line: number }[];
  }
  export class WebVTTParser {
    constructor(entities?: Readonly<Record<string, string>>);
    parse(text: string, mode?: string): Parsed;
  }
  // As Node sees it, which cannot find the names in it.
  const all: { readonly WebVTTParser: typeof WebVTTParser };
  export default all;
}

declare module "node-webvtt" {
  interface Parsed {
    readonly valid: boolean;
    readonly cues: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  }
  const webvtt: { parse(text: string, options?: { readonly strict?: boolean }): Parsed };
  export default webvtt;
}
