import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ImageResponse } from "next/og";
import { facts } from "@/lib/facts";
import { shareImage } from "@/lib/texts/en/shows";
import { common } from "@/lib/texts/en/ui";
import { formatClock } from "@/lib/time";
import { db } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";

export const alt = shareImage.alt;
export const size = { width: 1200, height: 630 };
export const contentType = "image/png";

// The library that draws the image reads neither woff2 nor variable fonts.
const face = (weight: number) =>
  readFile(
    join(
      process.cwd(),
      `node_modules/@fontsource/source-serif-4/files/source-serif-4-latin-${weight}-normal.woff`,
    ),
  );

/** The image for links to the episode on other sites. */
export default async function Image({ params }: { params: Promise<{ show: string; slug: string }> }) {
  const episode = await findEpisode(db(), await params);
  if (!episode) return new Response(shareImage.notFound, { status: 404 });
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
      {/* A title of any length stays in the middle. */}
      <div
        style={{ display: "flex", fontSize: title.length > 60 ? 60 : 88, fontWeight: 600, lineHeight: 1.1 }}
      >
        {title.length > 140 ? `${title.slice(0, 139)}…` : title}
      </div>
      <div style={{ display: "flex", alignItems: "center", justifyContent: "space-between", fontSize: 32 }}>
        <div style={{ display: "flex", color: "#5f5b52" }}>
          {facts([duration && formatClock(duration), transcript && common.words(transcript.words)])}
        </div>
        <div style={{ display: "flex", alignItems: "center", fontWeight: 600 }}>
          <div style={{ width: 20, height: 20, marginRight: 18, borderRadius: 10, background: "#9a3412" }} />
          {common.site}
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
