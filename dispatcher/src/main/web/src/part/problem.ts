import { Problem } from '../api.js';
import { meaningOf } from '../codes.js';
import { h } from '../dom.js';

/** A problem as people read it: what is wrong, where, and what to do. */
export function problemBox(problem: Problem): HTMLElement {
  return h(
    'div',
    { class: 'problem', role: 'alert' },
    h('p', { class: 'what' }, problem.title),
    problem.detail && problem.detail !== problem.title && h('p', {}, problem.detail),
    problem.remedy && h('p', { class: 'remedy' }, problem.remedy),
    problem.code && h('p', { class: 'code' }, problem.code),
  );
}

/** What a failure code means, with what was said of it. */
export function failureBox(code: string, message: string): HTMLElement {
  const what = h('p', { class: 'what' });
  const remedy = h('p', { class: 'remedy' });
  const detail = h('p', {}, message);
  void meaningOf(code).then((said) => {
    what.textContent = said.meaning;
    remedy.textContent = said.remedy;
    detail.hidden = !message || message === said.meaning;
  });
  return h('div', { class: 'problem' }, what, detail, remedy, h('p', { class: 'code' }, code));
}

/**
 * Does something that a button asked for: the button rests meanwhile, and what goes wrong stands in `beside`.
 *
 * @returns whether it went well
 */
export async function attempt(button: HTMLButtonElement | null, beside: Element, action: () => Promise<void>): Promise<boolean> {
  beside.replaceChildren();
  if (button) {
    // Not disabled: that would take the focus away.
    if (button.getAttribute('aria-busy') === 'true') {
      return false;
    }
    button.setAttribute('aria-busy', 'true');
  }
  try {
    await action();
    return true;
  } catch (e) {
    if (!(e instanceof DOMException && e.name === 'AbortError')) {
      beside.replaceChildren(problemBox(e instanceof Problem ? e : new Problem(0, 'A defect of this page.', String(e))));
    }
    return false;
  } finally {
    button?.removeAttribute('aria-busy');
  }
}
