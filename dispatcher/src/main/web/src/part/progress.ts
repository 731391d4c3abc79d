import { h } from '../dom.js';
import { percent, share } from '../format.js';
import { type Batch, done, ended } from '../model.js';

export interface Progress {
  element: HTMLElement;
  show(batch: Batch): void;
}

/** A bar of what became of a batch's jobs: succeeded, to be reviewed, failed, cancelled, and the rest. */
export function progress(label: string): Progress {
  const parts = ['good', 'review', 'bad', 'off'].map((kind) => h('span', { class: kind }));
  const element = h(
    'div',
    { class: 'bar', role: 'progressbar', 'aria-label': label, 'aria-valuemin': 0, 'aria-valuemax': 100 },
    ...parts,
  );
  return {
    element,
    show(batch) {
      const review = Math.min(batch.needsReview, batch.succeeded);
      const widths = [batch.succeeded - review, review, batch.failed, batch.cancelled];
      parts.forEach((part, i) => {
        part.style.width = `${batch.jobs ? (100 * (widths[i] ?? 0)) / batch.jobs : 0}%`;
      });
      element.classList.toggle('open', !ended(batch));
      element.setAttribute('aria-valuenow', String(share(done(batch), batch.jobs)));
      element.setAttribute('aria-valuetext', `${percent(done(batch), batch.jobs)} of ${batch.jobs}, ${batch.failed} failed`);
    },
  };
}
