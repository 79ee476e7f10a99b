import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ImageResponse } from "next/og";
import { facts } from "@/lib/facts";
import { countOf, formatClock } from "@/lib/time";
import { db } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";

export const alt = "The episode’s title, its show and how long it is";
export const size = { width: 1200, height: 630 };
export const contentType = "image/png";

// The image is drawn by a program that reads neither woff2 nor variable faces.
const face = (weight: number) =>
  readFile(
    join(
      process.cwd(),
      `node_modules/@fontsource/source-serif-4/files/source-serif-4-latin-${weight}-normal.woff`,
    ),
  );

/** What a link to the episode shows where it is shared: the book's first page. */
export default async function Image({ params }: { params: Promise<{ show: string; slug: string }> }) {
  const episode = await findEpisode(db(), await params);
  if (!episode) return new Response("Not found", { status: 404 });
  const { title, show, transcript, duration } = episode;
  const [regular, semibold] = await Promise.all([face(400), face(600)]);
  return new ImageResponse(
    <div
      style={{
        display: "flex",
        flexDirection: "column",
        justifyContent: "space-between",
        width: "100%",
        height: "100%",
        padding: "72px 96px",
        background: "#fbfaf6",
        color: "#1c1b18",
        fontFamily: "Source Serif",
      }}
    >
      <div style={{ display: "flex", fontSize: 36, color: "#5f5b52" }}>{show.title}</div>
      {/* A title of any length keeps to the middle of the page. */}
      <div
        style={{ display: "flex", fontSize: title.length > 60 ? 60 : 88, fontWeight: 600, lineHeight: 1.1 }}
      >
        {title.length > 140 ? `${title.slice(0, 139)}…` : title}
      </div>
      <div style={{ display: "flex", alignItems: "center", justifyContent: "space-between", fontSize: 32 }}>
        <div style={{ display: "flex", color: "#5f5b52" }}>
          {facts([duration && formatClock(duration), transcript && countOf(transcript.words, "word")])}
        </div>
        <div style={{ display: "flex", alignItems: "center", fontWeight: 600 }}>
          <div style={{ width: 20, height: 20, marginRight: 18, borderRadius: 10, background: "#9a3412" }} />
          On Record
        </div>
      </div>
    </div>,
    {
      ...size,
      fonts: [
        { name: "Source Serif", data: regular, weight: 400 },
        { name: "Source Serif", data: semibold, weight: 600 },
      ],
      headers: { "Cache-Control": "public, max-age=3600" },
    },
  );
}
