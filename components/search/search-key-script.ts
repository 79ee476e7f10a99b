import { KEYS_KEY } from "../ui/keys-key";

/**
 * Makes the key `/` focus the search field of the page, or open the search page where no field is visible. It does
 * nothing while the reader types. It stands in every page as text, so that the key works before other scripts load.
 */
export const searchKeyScript = `addEventListener("keydown",function(e){
var t=e.target,off;
if(e.key!=="/"||e.defaultPrevented||e.ctrlKey||e.metaKey||e.altKey||t.isContentEditable||/^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName))return;
try{off=localStorage.getItem("${KEYS_KEY}")==="off"}catch(x){}
if(off)return;
e.preventDefault();
for(var f of document.querySelectorAll("[data-search-field]"))if(f.checkVisibility()){f.focus();f.select();return}
location.assign("/search")
})`;
