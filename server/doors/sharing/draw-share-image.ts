import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CSSProperties, createElement, type ReactNode } from "react";
import { facts } from "@/lib/facts";
import { countOf, formatClock } from "@/lib/time";
import type { EpisodeDetails } from "@/server/text/episodes/find-episode";
import { SHARE_IMAGE } from "./share-image";

// The image is drawn by a program that reads neither woff2 nor variable faces.
const face = (weight: number) =>
  readFile(
    join(
      process.cwd(),
      `node_modules/@fontsource/source-serif-4/files/source-serif-4-latin-${weight}-normal.woff`,
    ),
  );

/** Draws what a link to the episode shows where it is shared, the book's first page, as PNG. */
export async function drawShareImage(episode: EpisodeDetails): Promise<Buffer> {
  const { title, show, transcript, duration } = episode;
  // It is large, and seldom needed. With its ending, since Node itself finds it by no other name.
  const { ImageResponse } = await import("next/og.js");
  const [regular, semibold] = await Promise.all([face(400), face(600)]);
  const image = new ImageResponse(
    box(
      {
        ...{ flexDirection: "column", justifyContent: "space-between", width: "100%", height: "100%" },
        ...{ padding: "72px 96px", background: "#fbfaf6", color: "#1c1b18", fontFamily: "Source Serif" },
      },
      box({ fontSize: 36, color: "#5f5b52" }, show.title),
      // A title of any length keeps to the middle of the page.
      box(
        { fontSize: title.length > 60 ? 60 : 88, fontWeight: 600, lineHeight: 1.1 },
        title.length > 140 ? `${title.slice(0, 139)}…` : title,
      ),
      box(
        { alignItems: "center", justifyContent: "space-between", fontSize: 32 },
        box(
          { color: "#5f5b52" },
          facts([duration && formatClock(duration), transcript && countOf(transcript.words, "word")]),
        ),
        box(
          { alignItems: "center", fontWeight: 600 },
          createElement("div", {
            style: { width: 20, height: 20, marginRight: 18, borderRadius: 10, background: "#9a3412" },
          }),
          "On Record",
        ),
      ),
    ),
    {
      ...SHARE_IMAGE,
      fonts: [
        { name: "Source Serif", data: regular, weight: 400 },
        { name: "Source Serif", data: semibold, weight: 600 },
      ],
    },
  );
  return Buffer.from(await image.arrayBuffer());
}

const box = (style: CSSProperties, ...children: ReactNode[]) =>
  createElement("div", { style: { display: "flex", ...style } }, ...children);
