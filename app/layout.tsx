import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { Footer } from "@/components/layout/footer";
import { Header } from "@/components/layout/header";
import { PlayerProvider } from "@/components/player/player-provider";
import { SendByKey } from "@/components/ui/send-by-key";
import { readEnvironment } from "@/lib/read-environment";
import { homePage } from "@/lib/texts/en/home";
import { metadata as texts } from "@/lib/texts/en/layout";
import { sans, serif, serifItalic } from "./fonts";
import "./tokens.css";
import "./base.css";

export const metadata: Metadata = {
  metadataBase: new URL(readEnvironment().siteUrl),
  title: { default: homePage.title, template: texts.template },
  description: homePage.description,
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf6" },
    { media: "(prefers-color-scheme: dark)", color: "#171613" },
  ],
};

export default function Layout({ children }: { children: ReactNode }) {
  return (
    // The script in the page's head sets the theme before anything is drawn, so the element differs from the
    // server's. The script is components/layout/first; server/text/pages/compose adds it.
    <html
      lang="en"
      className={`${serif.variable} ${serifItalic.variable} ${sans.variable}`}
      suppressHydrationWarning
    >
      <body>
        <PlayerProvider>
          <SendByKey />
          <Header />
          <main id="main">{children}</main>
          <Footer />
        </PlayerProvider>
      </body>
    </html>
  );
}
