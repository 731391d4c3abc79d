import { batchPath, get } from '../api.js';
import { h, say } from '../dom.js';
import type { Batch } from '../model.js';
import { isKnown, knownTitle, titleOf } from './batch-words.js';

/** The way back to a batch, and to its results. */
export function trail(batchId: string, results: boolean): HTMLElement {
  const address = `#/${batchPath(batchId)}`;
  const name = h('a', { href: address }, knownTitle(batchId));
  if (!isKnown(batchId)) {
    // Without its label it is a way back all the same.
    void get<Batch>(batchPath(batchId)).then((batch) => say(name, titleOf(batch)), () => {});
  }
  return h('nav', { class: 'trail', 'aria-label': 'Way back' },
    h('a', { href: '#/' }, 'Batches'), ' / ', name,
    results && ' / ', results && h('a', { href: `${address}/results` }, 'Results'));
}
