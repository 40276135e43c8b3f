/** Access to the elements of the page. */

export const $ = id => document.getElementById(id);

/** Writes only what changed: an unchanged node keeps the reader's text selection. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Makes the buttons of class `copy` copy the text of the element that `data-copies` names. */
export function offerCopies() {
  for (const button of document.querySelectorAll('.copy')) {
    button.hidden = !navigator.clipboard; // browsers offer it to secure origins only
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText($(button.dataset.copies).innerText);
      setText(button, 'Copied');
      setTimeout(() => setText(button, 'Copy'), 1_500);
    });
  }
}

/** @param actions by key; what returns false leaves the key to the browser */
export function offerShortcuts(actions) {
  document.addEventListener('keydown', event => {
    const typing = event.target.matches('input, video, pre') || document.querySelector('dialog[open]');
    const pressing = event.key === ' ' && event.target.matches('button, a');
    if (typing || pressing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (actions[event.key] && actions[event.key]() !== false) event.preventDefault();
  });
}
