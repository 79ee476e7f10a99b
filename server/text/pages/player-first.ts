// As React and Next write them into a page: their scripts, the wish to have one early, their style sheets; and, of
// components/player, the lines that let the audio begin to load, and the player's own script.
const NEXT = /<script ([^>]*)src="(\/_next\/static\/chunks\/[^"]+)"([^>]*)async=""([^>]*)><\/script>/g;
const PRELOAD = /<link rel="preload" as="script"[^>]*>/g;
const STYLES = /<link rel="stylesheet"[^>]*>/g;
const EARLY = /<script>\(function\(told\)\{[^<]*\}\)\(self\.onRecordEpisode=\{[^<]*\}\)<\/script>/;
const PLAYER = /<script src="(\/_next\/static\/player-[^"]+)"/;
const FOOT = /<\/body><\/html>$/;

/**
 * Puts what a listener waits for before what they do not, in the HTML of an episode's page:
 *
 * - The audio begins to load in the head, by the lines of components/player/early-player. In the body they would wait
 *   for the style sheets, and all of the text with them: a browser reads on while these are on their way, but runs no
 *   script behind them.
 * - The style sheets stand behind the few lines of script in the head for the same reason.
 * - The player's own script, which stands behind the text, is asked for before the text.
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
  const lines = EARLY.exec(html)?.[0] ?? "";
  const ahead = [
    head.replace(STYLES, "").replace(PRELOAD, "").replace(NEXT, LATER),
    lines,
    ...(head.match(STYLES) ?? []),
    `<link rel="preload" as="script" href="${player}">`,
  ].join("");
  // React looks for the element where it has put one, and not for what it holds.
  const body = rest.join("</head>").replace(EARLY, "<script></script>").replace(NEXT, LATER);
  return `${ahead}</head>${body}`.replace(FOOT, `<script>${start}</script></body></html>`);
}

const LATER = '<script $1data-later="$2"$3$4></script>';

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
