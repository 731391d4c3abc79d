import { h, say } from '../dom.js';
import { bytes, count, duration, pixels } from '../format.js';
import { type Batch, done } from '../model.js';
import { pace } from './batch-words.js';
import { progress } from './progress.js';

export interface Counters {
  element: HTMLElement;
  show(batch: Batch): void;
}

type Row = [name: string, value: (batch: Batch) => string, href?: string];

/** How far a batch is: the large figure, the bar, and every count below. */
export function counters(address: string): Counters {
  const bar = progress('Progress of the batch');
  const figure = h('span', { class: 'done' });
  const whole = h('span', { class: 'whole' });
  const speed = h('p', { class: 'pace' });
  const rows: Row[] = [
    ['Succeeded', (b) => count(b.succeeded), `${address}/results?state=succeeded`],
    ['Needs review', (b) => count(b.needsReview), `${address}/review`],
    ['Failed', (b) => count(b.failed), `${address}/results?state=failed`],
    ['Pending', (b) => count(b.pending), `${address}/results?state=pending`],
    ['Cancelled', (b) => (b.cancelled ? count(b.cancelled) : ''), `${address}/results?state=cancelled`],
    ['Found done already', (b) => (b.reused ? count(b.reused) : '')],
    ['Faces', (b) => count(b.faces)],
    ['Without faces', (b) => count(b.noFaces)],
    ['Skipped', (b) => (b.skipped ? count(b.skipped) : '')],
    ['Malformed rows', (b) => (b.rejectedRows ? count(b.rejectedRows) : '')],
    ['Read', (b) => bytes(b.bytes)],
    ['Made', (b) => pixels(b.pixels)],
    ['GPU', (b) => duration(b.gpuSeconds)],
  ];
  const cells = rows.map(([name, value, href]) => {
    const number = h('dd', { 'data-count': name });
    return { element: h('div', {}, h('dt', {}, href ? h('a', { href }, name) : name), number), number, value };
  });
  return {
    element: h('section', { class: 'counters', 'aria-label': 'Progress' },
      h('p', { class: 'large' }, figure, ' ', whole),
      bar.element, speed,
      h('dl', { class: 'counts' }, ...cells.map((cell) => cell.element))),
    show(batch) {
      bar.show(batch);
      say(figure, count(done(batch)));
      say(whole, `of ${count(batch.jobs)}${batch.state === 'expanding' || batch.state === 'queued' ? ' so far' : ''}`);
      say(speed, pace(batch));
      for (const { element, number, value } of cells) {
        const text = value(batch);
        element.hidden = !text;
        say(number, text);
      }
    },
  };
}
