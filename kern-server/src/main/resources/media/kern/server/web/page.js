/** Access to the elements of the page. */

export const $ = id => document.getElementById(id);

/** Writes only what changed: an unchanged node keeps the reader's text selection. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
