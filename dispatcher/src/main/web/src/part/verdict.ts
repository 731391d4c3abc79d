import { jobPath, post } from '../api.js';
import { h } from '../dom.js';
import type { Job, Verdict } from '../model.js';
import { attempt } from './problem.js';

/** The two answers to a result, with a note. */
export function verdictForm(job: Job, given: (verdict: Verdict) => Promise<void>): HTMLElement {
  const note = h('input', { id: 'note', maxlength: 500, autocomplete: 'off' });
  const beside = h('div', {});
  const button = (verdict: Verdict, text: string, key: string): HTMLButtonElement => {
    const element = h('button', { type: 'button', class: `button ${verdict}`, 'data-verdict': verdict, 'aria-keyshortcuts': key },
      text, h('kbd', { 'aria-hidden': 'true' }, key));
    element.addEventListener('click', () => void attempt(element, beside, async () => {
      const said = note.value.trim();
      await post(jobPath(job.batchId, job.jobId, '/review'), { verdict, ...(said && { note: said }) });
      await given(verdict);
    }));
    return element;
  };
  return h('div', { class: 'answers' },
    h('label', { for: 'note' }, 'Note'), note,
    h('div', { class: 'row' }, button('accepted', 'Accept', 'A'), button('rejected', 'Reject', 'R')),
    beside);
}

/** Presses a verdict's button at the keys A and R, wherever the focus is but in a field. */
export function listenForVerdicts(main: HTMLElement, signal: AbortSignal): void {
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type !== 'range' && event.target.type !== 'checkbox';
    if (typing || event.target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey || event.altKey || event.repeat) {
      return;
    }
    const verdict = { a: 'accepted', r: 'rejected' }[event.key.toLowerCase()];
    const button = verdict && main.querySelector<HTMLButtonElement>(`[data-verdict=${verdict}]`);
    if (button) {
      event.preventDefault();
      button.click();
    }
  }, { signal });
}
