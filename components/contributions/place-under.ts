/**
 * Makes room under a paragraph of the transcript for something that belongs to it. What is pressed there is no press
 * on the text.
 */
export function placeUnder(paragraph: HTMLElement): { holder: HTMLElement; remove: () => void } {
  const holder = document.createElement("div");
  holder.addEventListener("click", (event) => event.stopPropagation());
  paragraph.after(holder);
  paragraph.dataset.open = "";
  return {
    holder,
    remove: () => {
      delete paragraph.dataset.open;
      holder.remove();
    },
  };
}
