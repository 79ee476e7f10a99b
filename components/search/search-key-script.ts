import { KEYS_KEY } from "../ui/keys-key";

/**
 * Makes `/` lead into the search field of the page from wherever one is not writing, or to the page of search where
 * no field is in sight. It stands in every page as text, so that the key works as soon as the page is seen, and not
 * only once all scripts have come.
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
