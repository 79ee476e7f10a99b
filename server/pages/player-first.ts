// As React and Next write them into a page: their scripts, the wish to have one early, their style sheets; and, of
// components/player, what is told to the player, and its own script.
const NEXT = /<script ([^>]*)src="(\/_next\/static\/chunks\/[^"]+)"([^>]*)async=""([^>]*)><\/script>/g;
const PRELOAD = /<link rel="preload" as="script"[^>]*>/g;
const STYLES = /<link rel="stylesheet"[^>]*>/g;
const TOLD = /<script>\(function\(told\)\{[^<]*\}\)\(self\.onRecordEpisode=(\{[^<]*\})\)<\/script>/;
const PLAYER = /<script src="(\/_next\/static\/player-[^"]+)"/;
const FOOT = /<\/body><\/html>$/;

/**
 * Puts what a listener waits for before what they do not, in the HTML of an episode's page:
 *
 * - The audio begins to load in the head: a browser reads no body before it has the style sheets. The element that loads
 *   it takes the place of the tab's as soon as that is there (components/player/early-player).
 * - The player's own script, which stands behind the text, is asked for before the text.
 * - The style sheets stand behind the few lines of script in the head, which would wait for them, and all the rest with
 *   these lines.
 * - Next's and React's scripts come once the page can be listened to, and this is seen: when the audio has begun to
 *   load, at the first touch or key, or a moment after the end of the text, whichever is first. Where they stand they
 *   are run in between the parts of a long transcript, and take as long as all of it.
 *
 * A page without the player's own script, or with another end than Next's, is returned as it is. The text of a page is
 * never touched.
 */
export function playerFirst(html: string): string {
  const player = PLAYER.exec(html)?.[1];
  if (!player || !FOOT.test(html)) return html;
  const [head = "", ...rest] = html.split("</head>");
  const styles = head.match(STYLES) ?? [];
  const early = head.replace(STYLES, "").replace(PRELOAD, "").replace(NEXT, LATER);
  const body = rest.join("</head>").replace(NEXT, LATER);
  const ahead = `<link rel="preload" as="script" href="${player}">`;
  return `${early}${loadAudio(html)}${styles.join("")}${ahead}</head>${body}`.replace(
    FOOT,
    `<script>${start}</script></body></html>`,
  );
}

const LATER = '<script $1data-later="$2"$3$4></script>';

/** A script that begins to load the audio that the player is told of. */
function loadAudio(html: string): string {
  const told = JSON.parse(TOLD.exec(html)?.[1] ?? "{}") as { audio?: { url?: string } | null };
  const url = told.audio?.url;
  // What is told to a script may not end its element.
  const address = url && JSON.stringify(url).replaceAll("<", "\\u003c");
  return address
    ? `<script>(self.onRecordAudio=new Audio).preload="metadata";onRecordAudio.src=${address}</script>`
    : "";
}

// React looks for each script by its address and `async`, so as not to run it twice: they become what they were.
const start = `(function(audio,presses){
function start(){
var script;
for(var press of presses)removeEventListener(press,start,true);
while(script=document.querySelector("script[data-later]")){
var real=document.createElement("script");
for(var each of script.attributes)if(each.name!="data-later")real.setAttribute(each.name,each.value);
real.src=script.dataset.later;real.setAttribute("async","");script.replaceWith(real)
}
}
function seen(){requestAnimationFrame(function(){setTimeout(start)})}
if(!audio||!audio.src||audio.error||audio.readyState>1)seen();
for(var event of ["loadeddata","error"])audio.addEventListener(event,seen);
for(var press of presses)addEventListener(press,start,true);
setTimeout(start,300)
})(function(box){return box&&(box.shadowRoot||box).querySelector("audio")}(document.querySelector("[data-audio]")),["pointerdown","keydown"])`;
