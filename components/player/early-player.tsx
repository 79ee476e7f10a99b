import { isWholePage } from "../ui/whole-page";
import type { PlayableEpisode } from "./playable";
import type { ToldEpisode } from "./start-player";

/**
 * Above the transcript, and in the head of a page that is kept: lets the audio begin to load while the rest of the page
 * is on its way, and the bar's button play it, with no more than these lines.
 */
export async function EarlyAudio({ episode }: { episode: PlayableEpisode }) {
  if (!(await startsEarly())) return null;
  const { href, title, show, audio, duration, wordStartsUrl } = episode;
  const told: ToldEpisode = { href, title, show, audio, duration, wordStartsUrl };
  // What is told to a script may not end its element.
  const json = JSON.stringify(told).replaceAll("<", "\\u003c");
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this program, and JSON
  return <script dangerouslySetInnerHTML={{ __html: `(${early})(self.onRecordEpisode=${json})` }} />;
}

/**
 * Behind the transcript: the player as a script of its own, so that the words answer as soon as they are there, however
 * long Next and React take to start.
 */
export async function EarlyPlayer() {
  // Neither `async` nor `defer`: it would wait for them.
  return (await startsEarly()) ? <script src={process.env.PLAYER_SCRIPT} /> : null;
}

/** In a page that is open already, the tab has its player; the development server has no script for it. */
const startsEarly = async () => Boolean(process.env.PLAYER_SCRIPT) && (await isWholePage());

/**
 * The audio opens at the place where the listener left it, unless the address asks for another, and the words' starts are
 * fetched. Where this is run before there is a body (server/text/pages/player-first), an audio element is made, which takes the
 * place of the tab's as soon as that is there. Buttons and keys that are pressed before React answers are pressed again
 * when it does: components/player/answer-presses.
 */
const early = `function(told){
var audio=document.querySelector("audio[data-tab]"),pressed=self.onRecordPressed=[],at;
if(!document.body){
(audio=new Audio).preload="metadata";audio.dataset.tab="";
new MutationObserver(function(changes,observer){
var held=document.querySelector("audio[data-tab]");
if(held){observer.disconnect();held.replaceWith(audio)}
}).observe(document,{childList:true,subtree:true})
}
told.wordStarts=fetch(told.wordStartsUrl).then(function(answer){if(!answer.ok)throw Error(answer.status);return answer.arrayBuffer()});
told.wordStarts.catch(function(){});
if(!audio)return;
if(told.audio){
audio.src=told.audio.url;
try{at=Number(localStorage.getItem("on-record:position:"+told.href))}catch(e){}
if(at>0&&!/[?#&]t=|#p\\d/.test(location.href))audio.currentTime=at
}
addEventListener("click",function(e){
var button=e.target.closest&&e.target.closest("button"),held=audio.dataset.tab;
if(!button||held=="answers")return;
if(!button.matches("[data-play]")){if(button.type=="button"&&!button.popoverTargetElement)pressed.push(button)}
else if(!held){if(audio.paused)audio.play().catch(function(){});else audio.pause()}
});
addEventListener("keydown",function(e){
if(audio.dataset.tab=="answers"||e.defaultPrevented||e.ctrlKey||e.metaKey||e.altKey||e.key.length>1||e.target!=document.body)return;
if(e.key==" ")e.preventDefault();
pressed.push(e)
});
addEventListener("input",function(e){
if(audio.dataset.tab!="answers"&&e.target.matches("[data-seek]"))audio.currentTime=e.target.value;
if(!audio.dataset.tab&&e.target.matches("[data-setting]"))e.target.dataset.set=""
})
}`;
