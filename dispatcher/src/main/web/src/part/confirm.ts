import { h } from '../dom.js';

/**
 * Asks before something is done that cannot be undone. The browser's own dialog: it holds the focus, and gives it back.
 *
 * @param word on the button that does it
 * @param asksWhy whether a reason is asked for
 * @returns the reason, empty when none was given; undefined when it shall not be done
 */
export function confirmed(question: string, consequence: string, word: string, asksWhy = false): Promise<string | undefined> {
  const reason = h('input', { id: 'reason', maxlength: 500, autocomplete: 'off' });
  const dialog = h('dialog', { class: 'panel', 'aria-labelledby': 'question' },
    h('form', { method: 'dialog' },
      h('h2', { id: 'question' }, question),
      h('p', {}, consequence),
      asksWhy && h('label', { for: 'reason' }, 'Reason'),
      asksWhy && reason,
      h('div', { class: 'row' },
        h('button', { class: 'button danger', value: 'yes' }, word),
        h('button', { class: 'button', value: '', formnovalidate: true }, 'Leave it'))));
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes' ? reason.value.trim() : undefined);
    });
    dialog.showModal();
  });
}
