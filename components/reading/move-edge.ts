/** Moves the start or the end of the selection by one word. The selection never becomes empty. */
export function moveEdge(edge: "start" | "end", by: 1 | -1): void {
  const selection = getSelection();
  if (!selection || selection.rangeCount === 0) return;
  const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
  const [start, end] = [
    [startContainer, startOffset],
    [endContainer, endOffset],
  ] as const;
  // `modify` moves the focus end, so make that the edge to move.
  if (edge === "start") selection.setBaseAndExtent(...end, ...start);
  else selection.setBaseAndExtent(...start, ...end);
  selection.modify("extend", by > 0 ? "forward" : "backward", "word");
  // Moving forward stops behind a word; a start belongs before the next word.
  for (let space = 0; edge === "start" && by > 0 && space < 4 && /^\s/.test(String(selection)); space += 1)
    selection.modify("extend", "forward", "character");
  const { focusNode, focusOffset } = selection;
  if (!focusNode || String(selection).trim() === "") selection.setBaseAndExtent(...start, ...end);
  else if (edge === "start") selection.setBaseAndExtent(focusNode, focusOffset, ...end);
}
