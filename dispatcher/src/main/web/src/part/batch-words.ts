import { h, say } from '../dom.js';
import { counted, duration, rate } from '../format.js';
import { type Batch, type Selection, done, ended } from '../model.js';

const titles = new Map<string, string>();

/** What people call a batch. */
export function titleOf(batch: Batch): string {
  const title = batch.label ?? batch.batchId;
  titles.set(batch.batchId, title);
  return title;
}

/** Whether a batch was shown, or submitted, before. */
export function isKnown(batchId: string): boolean {
  return titles.has(batchId);
}

/** The same, of a batch that was shown before; else its id. */
export function knownTitle(batchId: string): string {
  return titles.get(batchId) ?? batchId;
}

/** A mark that says where a batch stands; `show` changes it. */
export function stateMark(): { element: HTMLElement; show(batch: Batch): void } {
  const element = h('span', {});
  return {
    element,
    show(batch) {
      element.className = `state ${batch.state}`;
      say(element, batch.state);
    },
  };
}

export function selected(selection: Selection | undefined): string {
  switch (selection?.kind) {
    case 'prefix':
      return `s3://${selection.bucket}/${selection.prefix ?? ''}`;
    case 'manifest':
      return `s3://${selection.bucket}/${selection.key} (${selection.format})`;
    case 'objects':
      return counted(selection.objects.length, 'object');
    case 'seeds':
      return `seeds ${selection.seeds}`;
    default:
      return '';
  }
}

/** How fast it goes, and how long it still takes; of one that has ended, how long it took. */
export function pace(batch: Batch): string {
  if (ended(batch)) {
    const from = batch.submittedAt && Date.parse(batch.submittedAt);
    const to = batch.completedAt && Date.parse(batch.completedAt);
    return from && to ? `Took ${duration((to - from) / 1000)}` : '';
  }
  if (batch.imagesPerSecond <= 0) {
    return done(batch) ? 'At rest' : 'Not begun yet';
  }
  const rest = batch.etaSeconds === undefined ? '' : `, ${duration(batch.etaSeconds)} left`;
  return `${rate(batch.imagesPerSecond)}${rest}`;
}
