import { batchPath } from '../api.js';
import { h } from '../dom.js';
import { knownTitle } from './batch-words.js';

/** The way back to a batch, and to its results. */
export function trail(batchId: string, results: boolean): HTMLElement {
  const address = `#/${batchPath(batchId)}`;
  return h('nav', { class: 'trail', 'aria-label': 'Way back' },
    h('a', { href: '#/' }, 'Batches'), ' / ', h('a', { href: address }, knownTitle(batchId)),
    results && ' / ', results && h('a', { href: `${address}/results` }, 'Results'));
}
