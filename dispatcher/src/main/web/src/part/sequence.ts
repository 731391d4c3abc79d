import { jobPath } from '../api.js';
import { h } from '../dom.js';

let batch = '';
let order: string[] = [];

/** Remembers in which order a batch's jobs are shown. */
export function remember(batchId: string, jobIds: string[]): void {
  batch = batchId;
  order = jobIds;
}

/** Links to the job before and the job after, as they were shown last; nothing when they were not. */
export function neighbours(batchId: string, jobId: string): HTMLElement | false {
  const at = batch === batchId ? order.indexOf(jobId) : -1;
  if (at < 0) {
    return false;
  }
  const link = (id: string | undefined, text: string, rel: string): HTMLElement =>
    id === undefined ? h('span', {}) : h('a', { href: `#/${jobPath(batchId, id)}`, rel }, text);
  return h('nav', { class: 'turn', 'aria-label': 'Photographs' }, link(order[at - 1], '‹ Previous', 'prev'), link(order[at + 1], 'Next ›', 'next'));
}
